using Federation.Privacy.Plans;
using Federation.Privacy.Queries;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>
/// Casacuberta, Shoemate, Vadhan and Wagaman 2022: a sum at the edge of its type wraps round for one unit more, so
/// that the unit moves it by 2³² and not by its bound; or it fails, which tells as much.
/// </summary>
public sealed class OverflowTests
{
    private const long OfUnit = 200; // Two records of at most 100 years.
    private static readonly long[] Edges = [(1L << 31) - 50, (1L << 53) - 50, (1L << 62) - 50, long.MaxValue - OfUnit];

    /// <summary>The noise of both has scale 200: a false alarm has a probability below e^−4000.</summary>
    [Fact]
    public void No_unit_at_the_edge_of_a_type_moves_a_sum_by_more_than_its_bound()
    {
        var plan = Shapes.Plan(null, [], new Measure(MeasureKind.Sum, "age"));
        var source = new SeededSource(1);

        Assert.Empty(EdgesThatTell(exact =>
        {
            var table = new ExactTable(plan);
            table.Set(0, 1, exact);
            return Perturbation.Apply(table, source).ValuesOf(0)[1];
        }));
    }

    /// <summary>Nor can a holder declare what would reach such an edge.</summary>
    [Fact]
    public void What_is_declared_beyond_the_edge_is_no_plan()
    {
        var shape = Shapes.People with { RowsMax = long.MaxValue / 4 };

        var result = Planner.Plan(
            new TypedQuery("people", null, [], [new Measure(MeasureKind.Sum, "age")]), shape, new Epsilon(1_000_000));

        Assert.Equal(QueryFaultCode.RangeTooWide, Assert.Single(Assert.IsType<NotPlanned>(result).Faults).Code);
    }

    [Fact]
    public void Control_sums_of_32_and_of_64_bits_that_wrap_round_tell_of_a_unit()
    {
        Assert.Equal([(1L << 31) - 50], EdgesThatTell(exact => unchecked((int)exact)).Take(1));
        Assert.Contains(long.MaxValue - OfUnit, EdgesThatTell(exact => unchecked(exact + 3)));
    }

    /// <summary>Where two releases lie further apart than the unit, with room for the noise.</summary>
    private static List<long> EdgesThatTell(Func<long, long> release) =>
    [
        .. Edges.Where(edge => Int128.Abs((Int128)release(edge + OfUnit) - release(edge)) > OfUnit + 1_000_000),
    ];
}
