using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests;

/// <summary>A declared dataset, and short ways to ask about it.</summary>
internal static class Shapes
{
    public static readonly DatasetShape People = new("people", "census", 1, "pid", null, 2,
    [
        new ColumnShape("age", ColumnKind.Integer, new NumericBounds(0, 100, 1), [],
            Treatment.Lower, Treatment.Exclude, Treatment.Exclude),
        new ColumnShape("income", ColumnKind.Number, new NumericBounds(0, 500_000, 0.5m), [],
            Treatment.Exclude, Treatment.Exclude, Treatment.Upper),
        new ColumnShape("sex", ColumnKind.Integer, null, [DomainValue.Of(0), DomainValue.Of(1)],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        new ColumnShape("city", ColumnKind.Text, null, [DomainValue.Of("oslo"), DomainValue.Of("bern"), DomainValue.Of("rome")],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        new ColumnShape("married", ColumnKind.Boolean, null, [DomainValue.Of(false), DomainValue.Of(true)],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        new ColumnShape("weight", ColumnKind.Number, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        new ColumnShape("code", ColumnKind.Integer, null, [.. Enumerable.Range(0, 5_001).Select(code => DomainValue.Of(code))],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
    ], 1_000_000);

    public static readonly Measure CountAll = new(MeasureKind.Count, null);

    public static Comparison Is(string column, ComparisonOperator op, decimal value) => new(column, op, Literal.Of(value));

    public static Comparison Is(string column, string value) =>
        new(column, ComparisonOperator.Equal, Literal.Of(DomainValue.Of(value)));

    public static PlanResult Try(Predicate? filter, string[] groupBy, params Measure[] measures) =>
        Planner.Plan(new TypedQuery("people", filter, groupBy, measures), People, new Epsilon(1_000_000));

    public static BoundedPlan Plan(Predicate? filter, string[] groupBy, params Measure[] measures) =>
        Assert.IsType<Planned>(Try(filter, groupBy, measures)).Plan;

    public static QueryFaultCode Fault(Predicate? filter, string[] groupBy, params Measure[] measures) =>
        Assert.Single(Assert.IsType<NotPlanned>(Try(filter, groupBy, measures)).Faults).Code;
}
