using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using static Federation.Privacy.Queries.ComparisonOperator;
using static Federation.Privacy.Tests.Shapes;

namespace Federation.Privacy.Tests.Plans;

public sealed class PlannerTests
{
    private static readonly Measure MeanAge = new(MeasureKind.Mean, "age");
    private static readonly Measure SumIncome = new(MeasureKind.Sum, "income");

    [Fact]
    public void Rows_are_counted_by_the_first_pair_where_it_leaves_no_row_out()
    {
        Assert.Equal([ComponentKind.PairLow, ComponentKind.PairHigh], Kinds(CountAll, MeanAge));
        Assert.Equal([ComponentKind.CountRows, ComponentKind.PairLow, ComponentKind.PairHigh], Kinds(CountAll, SumIncome));
        Assert.Equal([ComponentKind.CountRows], Kinds(CountAll));
        Assert.Equal(4, Kinds(SumIncome, MeanAge, CountAll).Count);
    }

    [Fact]
    public void Epsilon_is_shared_to_the_last_millionth_and_noise_scales_are_sensitivity_over_share()
    {
        var query = new TypedQuery("people", null, [], [CountAll, SumIncome]);
        var plan = Assert.IsType<Planned>(Planner.Plan(query, People, new Epsilon(1_000_001))).Plan;
        Assert.Equal([500_001, 500_000, 500_000], plan.Components.Select(component => component.Cost.EpsilonMicros));
        Assert.Equal(1_000_001, plan.Cost.EpsilonMicros);
        Assert.Equal((2_000_000, 500_001), Scale(plan.Components[0])); // 2 records a unit over the share.
        Assert.Equal((4_000_000, 1), Scale(plan.Components[1])); // 2 · 1,000,000 steps over a half.
        Assert.Equal(Scale(plan.Components[1]), Scale(plan.Components[2]));
    }

    [Fact]
    public void Cells_are_the_product_of_the_domains_with_the_last_column_fastest()
    {
        var plan = Plan(null, ["sex", "city"], CountAll);
        Assert.Equal(["city", "sex"], plan.Groups.Select(group => group.Column));
        Assert.Equal(6, plan.CellsCount);
        Assert.Equal([DomainValue.Of("oslo"), DomainValue.Of(1)], plan.KeyOf(1));
        Assert.Equal([DomainValue.Of("bern"), DomainValue.Of(0)], plan.KeyOf(2));
    }

    [Fact]
    public void Each_unanswerable_question_is_refused_with_its_code()
    {
        Predicate age = Is("age", Equal, 1);
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(null, []));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(null, [], [.. Enumerable.Repeat(CountAll, 17)]));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(null, ["sex", "sex", "sex", "sex", "sex"], CountAll));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(null, ["code", "sex"], CountAll));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(new All([]), [], CountAll));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(new In("age", []), [], CountAll));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(new In("age", [.. Enumerable.Repeat(Literal.Of(1m), 257)]), [], CountAll));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(new Any([.. Enumerable.Repeat(age, 256)]), [], CountAll));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(Nested(16, age), [], CountAll));
        Assert.Equal(QueryFaultCode.ColumnUnknown, Fault(null, ["nobody"], CountAll));
        Assert.Equal(QueryFaultCode.ColumnUnknown, Fault(Is("nobody", Equal, 1), [], CountAll));
        Assert.Equal(QueryFaultCode.ColumnUnknown, Fault(null, [], new Measure(MeasureKind.Sum, "nobody")));
        Assert.Equal(QueryFaultCode.ColumnUnbounded, Fault(null, [], new Measure(MeasureKind.Mean, "sex")));
        Assert.Equal(QueryFaultCode.DomainMissing, Fault(null, ["age"], CountAll));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(null, [], new Measure(MeasureKind.Sum, null)));
        Assert.Equal(QueryFaultCode.ConstantInvalid, Fault(Is("city", "'; drop table people --"), [], CountAll));
        Assert.Equal(QueryFaultCode.ConstantInvalid, Fault(Is("age", "old"), [], CountAll));
        Assert.Equal(QueryFaultCode.ConstantInvalid, Fault(Is("age", Less, 0.0000000000001m), [], CountAll));
        Assert.Equal(QueryFaultCode.ComparisonUnsupported, Fault(Is("weight", Less, 1), [], CountAll));
        Assert.Equal(QueryFaultCode.ComparisonUnsupported, Fault(Is("city", Less, 1), [], CountAll));
    }

    [Fact]
    public void Questions_at_the_limits_are_answered()
    {
        Predicate age = Is("age", Equal, 1);
        Plan(new Any([.. Enumerable.Repeat(age, 255)]), [], CountAll);
        Plan(Nested(15, age), [], CountAll);
        Plan(new In("age", [.. Enumerable.Repeat(Literal.Of(1m), 256)]), [], CountAll);
        Plan(null, ["code"], CountAll);
        Plan(null, [], [.. Enumerable.Repeat(CountAll, 16)]);
    }

    [Fact]
    public void A_question_about_another_dataset_or_with_too_little_epsilon_or_too_wide_sums_is_refused()
    {
        var query = new TypedQuery("people", null, [], [CountAll, SumIncome]);
        Assert.Equal(QueryFaultCode.DatasetMismatch, Code(Planner.Plan(query with { Dataset = "x" }, People, new Epsilon(9))));
        Assert.Equal(QueryFaultCode.EpsilonTooSmall, Code(Planner.Plan(query, People, new Epsilon(1))));
        var wide = People with { RowsMax = 1L << 43 };
        Assert.Equal(QueryFaultCode.RangeTooWide, Code(Planner.Plan(query, wide, new Epsilon(9))));
    }

    [Fact]
    public void Noise_is_added_to_every_number_and_saturates_instead_of_failing()
    {
        var plan = Plan(null, ["sex"], CountAll, MeanAge);
        var exact = new ExactTable(plan);
        exact.Set(0, 0, long.MaxValue);
        exact.Set(1, 1, long.MinValue);
        var noisy = Perturbation.Apply(exact, new SeededSource(5));
        Assert.InRange(noisy.ValuesOf(0)[0], (1L << 62) - 10_000, (1L << 62) + 10_000);
        Assert.InRange(noisy.ValuesOf(1)[1], -10_000, 10_000);
        Assert.Equal(4, noisy.ValuesOf(0).Concat(noisy.ValuesOf(1)).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => exact.Set(2, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => exact.Set(0, 2, 1));
    }

    [Fact]
    public void Exact_values_and_plans_cannot_be_reached_from_outside_the_room()
    {
        Assert.Empty(typeof(BoundedPlan).GetConstructors());
        Assert.Empty(typeof(NoisyTable).GetConstructors());
        Assert.DoesNotContain(typeof(ExactTable).GetMethods(), method => method.ReturnType == typeof(long));
    }

    private static Predicate Nested(int depth, Predicate leaf) => depth == 0 ? leaf : new Not(Nested(depth - 1, leaf));

    private static List<ComponentKind> Kinds(params Measure[] measures) =>
        [.. Plan(null, [], measures).Components.Select(component => component.Kind)];

    private static (long, long) Scale(PlanComponent component) =>
        (component.Noise.ScaleNumerator, component.Noise.ScaleDenominator);

    private static QueryFaultCode Code(PlanResult result) => Assert.IsType<NotPlanned>(result).Faults[0].Code;
}
