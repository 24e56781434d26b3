using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>
/// Bounds between which nothing lies: noise in proportion to their distance is no noise, and the sum tells how many
/// there are. Bounds turned round or steps that do not fit do the like to noise in proportion to something else.
/// </summary>
public sealed class DegenerateBoundsTests
{
    private static readonly NumericBounds[] Bounds =
    [
        new(5, 5, 1), new(0, 0, 1), new(5, 4, 1), new(0, 10, 20), new(0, 10, 3), new(0, 1, 0), new(0, 1, -1),
        new(decimal.MinValue, decimal.MaxValue, 1), new(0, decimal.MaxValue, decimal.MaxValue),
        new(0, 1, 0.0000000000001m),
    ];

    /// <summary>A question that is answered has noise that shows: nine answers at scale 1 are alike by chance once in
    /// 10⁶ seeds, and seeds are fixed.</summary>
    [Fact]
    public void No_bounds_are_answered_without_noise()
    {
        var source = new SeededSource(1);
        NumericBounds narrowest = new(0, 1, 1);

        Assert.DoesNotContain(Bounds, bounds => IsTold(bounds, Ask));
        Assert.False(IsTold(narrowest, Ask));
        Assert.NotNull(Ask(narrowest, 1)); // So the attack asks what can be answered.

        long? Ask(NumericBounds bounds, int count)
        {
            if (Planner.Plan(
                new TypedQuery("people", null, [], [new Measure(MeasureKind.Sum, "age")]), Shape(bounds),
                new Epsilon(1_000_000)) is not Planned planned)
            {
                return null;
            }

            var table = new ExactTable(planned.Plan);
            table.Set(0, 0, count);
            return Perturbation.Apply(table, source).ValuesOf(0)[0];
        }
    }

    [Fact]
    public void Control_noise_in_proportion_to_the_distance_of_the_bounds_is_none_for_equal_ones()
    {
        var source = new SeededSource(2);

        Assert.True(IsTold(new NumericBounds(5, 5, 1), (bounds, count) => (long)(
            (count * (double)bounds.Lower)
            + TextbookLaplace.Draw((double)(bounds.Upper - bounds.Lower), source))));
    }

    /// <summary>Whether nine answers over as many people are one, and nine over more of them another.</summary>
    private static bool IsTold(NumericBounds bounds, Func<NumericBounds, int, long?> ask)
    {
        var (fewer, more) = (Answers(7), Answers(8));
        return fewer.Count == 1 && more.Count == 1 && fewer.Single() is { } one && one != more.Single();

        HashSet<long?> Answers(int count) => [.. Enumerable.Range(0, 9).Select(_ => ask(bounds, count))];
    }

    private static DatasetShape Shape(NumericBounds bounds) => new("people", "census", 1, null, null, 1,
        [new ColumnShape("age", ColumnKind.Number, bounds, [], default, default, default)], 1_000);
}
