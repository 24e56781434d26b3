using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Tests.Answers;

public sealed class UnionTests
{
    private static readonly NoiseDistribution Noise = new(NoiseKind.DiscreteLaplace, 2, 1);

    [Fact]
    public void Each_group_has_the_sums_of_the_silos_that_show_it_and_names_the_others()
    {
        var groups = Union.Of([Table("a", 7, ("oslo", 10), ("bern", 5)), Table("b", 3, ("oslo", 20)), Table("c", 0)]);
        Assert.Equal(["bern", "oslo"], groups.Select(group => group.Key[0]));
        Assert.Equal([5.0, 30.0], groups.Select(group => new Estimates(group.Table).Count(group.Cell).Value ?? -1));
        Assert.Equal([["b", "c"], ["c"]], groups.Select(group => group.MissingSilos));
        Assert.Equal(10, new Estimates(Union.Rest([Table("a", 7), Table("b", 3)])).Count(0).Value);
    }

    [Fact]
    public void What_a_silo_may_hide_widens_counts_upward_and_sums_both_ways()
    {
        var group = Assert.Single(Union.Of([Table("a", 0, ("oslo", 100)), Table("b", 0)]));
        var count = new Estimates(group.Table).Count(group.Cell);
        Assert.Equal((27.0, 81.0), (group.UnitsHiddenMax, group.RowsHiddenMax)); // Below 28 units, of 3 rows at most.
        var widened = group.WithHiddenRows(count);
        Assert.Equal((count.Value, count.Interval95.Lower, count.Interval95.Upper + 81), (widened.Value, widened.Interval95.Lower, widened.Interval95.Upper));
        var sum = group.WithHiddenSum(count, new Grid(-10, 1, 30));
        Assert.Equal((count.Interval95.Lower - 810, count.Interval95.Upper + 1620), (sum.Interval95.Lower, sum.Interval95.Upper));
        Assert.Equal(count.Interval95.Upper + 27, group.WithHiddenUnits(count).Interval95.Upper);
    }

    [Fact]
    public void A_silo_that_could_not_show_all_it_chose_may_hide_as_much_as_its_rest()
    {
        var cut = Table("b", 5_000);
        var group = Assert.Single(Union.Of([Table("a", 0, ("oslo", 100)), cut with { Chosen = cut.Chosen! with { IsCut = true } }]));
        Assert.InRange(group.RowsHiddenMax, 5_001, 5_100);
    }

    /// <summary>Two silos, 2,000 releases: the true count is missed at most 5 % of the time; 6.6 % is past four
    /// deviations.</summary>
    [Fact]
    public void The_interval_holds_whether_or_not_a_silo_shows_the_group()
    {
        var selection = CountedSelection.Of(1, 1, 1_000_000, 1_000_000_000)!;
        var noise = new SeededSource(5);
        var (misses, shown, gaps) = (0, 0, 0);
        Span<long> draws = stackalloc long[2];
        for (var run = 0; run < 2_000; run++)
        {
            long[] exact = [40, 10 + (run % 8)];
            DiscreteLaplace.Fill(draws, Noise, noise);
            var tables = new List<SiloTable>();
            for (var silo = 0; silo < 2; silo++)
            {
                var cells = selection.Keeps(exact[silo], noise) ? new[] { ("oslo", exact[silo] + draws[silo]) } : [];
                tables.Add(Table($"s{silo}", 0, cells) with { Chosen = new ChosenGroups([0], selection.UnitsHiddenBelow, 1, IsCut: false) });
            }

            if (Union.Of(tables) is [var group])
            {
                shown++;
                gaps += group.MissingSilos.Count;
                var estimate = group.WithHiddenRows(new Estimates(group.Table).Count(group.Cell));
                misses += estimate.Interval95.Contains(exact[0] + exact[1]) ? 0 : 1;
            }
        }

        Assert.Equal(2_000, shown);
        Assert.InRange(gaps, 500, 1_500);
        Assert.InRange(misses, 0, 132);
    }

    [Fact]
    public void Tables_that_do_not_fit_together_are_told_apart()
    {
        var whole = Table("b", 0) with { Chosen = null, Cells = [new NoisyCell(["oslo"], [1])] };
        Assert.NotNull(Union.FindMismatch([Table("a", 0), whole]));
        Assert.NotNull(Union.FindMismatch([Table("a", 0), Table("b", 0) with { GroupColumns = ["town"] }]));
        Assert.Null(Union.FindMismatch([Table("a", 0), Table("b", 0)]));
        Assert.Throws<ArgumentException>(() => Union.Of([Table("a", 0), whole]));
        Assert.Empty(Union.Of([Table("a", 0)]));
    }

    private static SiloTable Table(string silo, long rest, params (string City, long Rows)[] cells) => new(
        silo, ["city"], [new AnswerComponent(AnswerKind.Rows, null, null, Noise)],
        [.. cells.Select(cell => new NoisyCell([cell.City], [cell.Rows]))])
    {
        Chosen = new ChosenGroups([rest], 28, 3, IsCut: false),
    };
}
