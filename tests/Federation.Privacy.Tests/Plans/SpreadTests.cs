using CsCheck;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using static Federation.Privacy.Tests.Shapes;

namespace Federation.Privacy.Tests.Plans;

/// <summary>What variance and the count of units cost, and what they refuse.</summary>
public sealed class SpreadTests
{
    private static readonly Measure MeanAge = new(MeasureKind.Mean, "age");
    private static readonly Measure VarianceAge = new(MeasureKind.Variance, "age");
    private static readonly Measure Units = new(MeasureKind.Units, "pid");

    [Fact]
    public void Variance_takes_a_triple_for_all_measures_of_its_column_and_other_columns_keep_their_pair()
    {
        Assert.Equal(
            [ComponentKind.TripleLow, ComponentKind.TripleMiddle, ComponentKind.TripleHigh], Kinds(VarianceAge, MeanAge, CountAll));
        Assert.Equal([ComponentKind.PairLow, ComponentKind.PairHigh], Kinds(MeanAge));
        Assert.Equal(
            [ComponentKind.TripleLow, ComponentKind.TripleMiddle, ComponentKind.TripleHigh, ComponentKind.PairLow, ComponentKind.PairHigh],
            Kinds(VarianceAge, new Measure(MeasureKind.Sum, "income")));
    }

    [Fact]
    public void The_whole_epsilon_goes_into_one_triple_whose_noise_is_its_sensitivity()
    {
        var plan = Plan(null, ["sex"], VarianceAge, MeanAge, new Measure(MeasureKind.Count, "age"));
        Assert.Equal(1_000_000, plan.Cost.EpsilonMicros);
        Assert.All(plan.Components, part => Assert.Equal((20_000, 1), (part.Noise.ScaleNumerator, part.Noise.ScaleDenominator)));
        Assert.Equal(
            plan.CanonicalBytes.ToArray(), Plan(null, ["sex"], new Measure(MeasureKind.StandardDeviation, "age")).CanonicalBytes.ToArray());
    }

    /// <summary>Claim 1 of docs/proofs/moment-triple.md: one record moves the parts of a triple by exactly
    /// K².</summary>
    [Fact]
    public void The_parts_of_one_record_are_not_negative_and_add_up_to_the_sensitivity() =>
        Gen.Select(Gen.Long[1, 1 << 21], Gen.Double[0, 1]).Sample((steps, share) =>
        {
            var index = (long)(share * steps);
            long[] parts = [(steps - index) * (steps - index), 2 * index * (steps - index), index * index];
            Assert.All(parts, part => Assert.True(part >= 0));
            Assert.Equal(steps * steps, parts.Sum());
        }, iter: 10_000, seed: "0000000000003", threads: 1);

    [Fact]
    public void Sums_of_squares_that_could_overflow_are_refused_before_anything_is_read()
    {
        DatasetShape Shape(long rows, decimal upper) => People with
        {
            RowsMax = rows,
            RecordsPerUnit = 1,
            Columns = [People.Columns[0] with { Bounds = new NumericBounds(0, upper, 1) }],
        };
        PlanResult Try(long rows, decimal upper) =>
            Planner.Plan(new TypedQuery("people", null, [], [VarianceAge]), Shape(rows, upper), new Epsilon(1_000_000));
        Assert.IsType<Planned>(Try(1L << 22, (1L << 20) - 1)); // Rows times K² stays below 2⁶².
        Assert.IsType<NotPlanned>(Try(1L << 22, 1L << 20));
        Assert.IsType<Planned>(Try(1, 2_147_000)); // A million times K² stays below 2⁶².
        Assert.IsType<NotPlanned>(Try(1, 2_148_000));
        Assert.IsType<NotPlanned>(Try(1, NumericBounds.StepsMax));
    }

    [Fact]
    public void Units_move_by_one_in_a_cell_and_by_no_more_cells_than_records_or_cells()
    {
        Assert.Equal((1, 1), Scale(People, []));
        Assert.Equal((2, 1), Scale(People, ["sex"]));
        Assert.Equal((6, 1), Scale(People with { RecordsPerUnit = 100 }, ["city", "sex"]));
        Assert.Equal([ComponentKind.CountUnits, ComponentKind.PairLow, ComponentKind.PairHigh], Kinds(Units, MeanAge, CountAll));
    }

    /// <summary>C is 2 records; with a cap a unit moves no more values than that.</summary>
    [Fact]
    public void Distinct_values_move_by_as_many_as_a_unit_counts_with()
    {
        (long, long) Of(DatasetShape shape, string column, string[] groups)
        {
            var query = new TypedQuery("people", null, groups, [new Measure(MeasureKind.Units, column)]);
            var part = Assert.Single(Assert.IsType<Planned>(Planner.Plan(query, shape, new Epsilon(1_000_000))).Plan.Components);
            Assert.Equal((ComponentKind.CountDistinct, column), (part.Kind, part.Column));
            return (part.Noise.ScaleNumerator, part.Noise.ScaleDenominator);
        }

        var wide = People with
        {
            RecordsPerUnit = 100,
            Columns = [.. People.Columns.Select(column => column.Name == "city" ? column with { DistinctPerUnit = 3 } : column)],
        };
        Assert.Equal((2, 1), Of(People, "city", ["sex"]));
        Assert.Equal((2, 1), Of(People, "age", []));
        Assert.Equal((3, 1), Of(wide, "city", ["sex"]));
        Assert.Equal((100, 1), Of(wide, "code", []));
        Assert.Equal((1, 1), Of(wide with { UnitColumn = null }, "code", []));
    }

    [Fact]
    public void Distinct_values_of_a_number_without_bounds_or_of_an_unknown_column_are_not_counted()
    {
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(null, [], new Measure(MeasureKind.Units, "weight")));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(null, [], new Measure(MeasureKind.Units, "nothing")));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(null, [], new Measure(MeasureKind.Units, null)));
        var rows = Planner.Plan(
            new TypedQuery("people", null, [], [Units]), People with { UnitColumn = null }, new Epsilon(1_000_000));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Assert.Single(Assert.IsType<NotPlanned>(rows).Faults).Code);
    }

    private static (long, long) Scale(DatasetShape shape, string[] groups)
    {
        var plan = Assert.IsType<Planned>(Planner.Plan(new TypedQuery("people", null, groups, [Units]), shape, new Epsilon(1_000_000))).Plan;
        return (plan.Components[0].Noise.ScaleNumerator, plan.Components[0].Noise.ScaleDenominator);
    }

    private static List<ComponentKind> Kinds(params Measure[] measures) =>
        [.. Plan(null, [], measures).Components.Select(component => component.Kind)];
}
