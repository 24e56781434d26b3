using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Answers;

/// <summary>Three silos, merged: coverage and width of the intervals, by simulation with fixed seeds.</summary>
public sealed class MergeTests
{
    private const int RunsCount = 300;
    private const int CoveredMin = 273; // 91 % of 300; a right interval of 95 % falls below it once in 800 trials.
    private static readonly Grid Age = new(0, 1, 100);
    private static readonly NoiseDistribution PairNoise = new(NoiseKind.DiscreteLaplace, 100, 1);
    private static readonly NoiseDistribution RowsNoise = new(NoiseKind.DiscreteLaplace, 2, 1);

    [Theory]
    [InlineData(400, 0.37)]
    [InlineData(30, 0.5)]
    [InlineData(3, 0.9)]
    public void Intervals_of_count_sum_and_mean_cover_the_merged_truth(int rowsOfSilo, double share)
    {
        var (a, b) = ExactPair(rowsOfSilo, share);
        var (count, sum, mean) = (0, 0, 0);
        for (var run = 0; run < RunsCount; run++)
        {
            var estimates = new Estimates(Merge.Sum([.. Enumerable.Range(0, 3).Select(silo => Silo(run, silo, a, b))]));
            count += Holds(estimates.Count(0, "age"), 3.0 * rowsOfSilo);
            sum += Holds(estimates.Sum(0, "age"), 3.0 * b);
            mean += Holds(estimates.Mean(0, "age"), (double)b / rowsOfSilo);
        }

        Assert.InRange(count, CoveredMin, RunsCount);
        Assert.InRange(sum, CoveredMin, RunsCount);
        Assert.InRange(mean, CoveredMin, RunsCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_mean_interval_is_at_most_a_tenth_wider_than_the_normal_formula(int silosCount)
    {
        var (a, b) = ExactPair(1_000, 0.3);
        SiloTable[] silos = [.. Enumerable.Range(0, silosCount).Select(silo => Silo(1, silo, a, b))];
        var interval = new Estimates(Merge.Sum(silos)).Mean(0, "age").Interval95;
        var formula = 2 * 1.96 * 100 * Math.Sqrt(2 * silosCount) / (silosCount * 1_000);
        Assert.InRange(interval.Width, 0.1 * formula, 1.1 * formula);
    }

    [Fact]
    public void A_mean_of_nothing_has_no_value_and_an_interval_of_everything()
    {
        var mean = new Estimates(Merge.Sum([Table("a", [-3, 2])])).Mean(0, "age");
        Assert.Null(mean.Value);
        Assert.Equal(new Interval(0, 100), mean.Interval95);
    }

    [Fact]
    public void Values_add_up_and_silos_that_count_rows_in_another_way_can_be_merged()
    {
        var other = new SiloTable("b", [], [new AnswerComponent(AnswerKind.Rows, null, null, RowsNoise), .. Pair],
            [new NoisyCell([], [7, 300, 200])]);
        var merged = Merge.Sum([Table("a", [600, 400]), other]);
        Assert.Equal(17, merged.Cells[0].Rows);
        Assert.Equal(900, merged.Cells[0].Moments[0][0]);
        Assert.Equal(600, merged.Cells[0].Moments[0][1]);
        var estimates = new Estimates(merged);
        Assert.Equal(17, estimates.Count(0).Value);
        Assert.Equal(15, estimates.Count(0, "age").Value);
        Assert.Equal(600, estimates.Sum(0, "age").Value!.Value, 9);
        Assert.Equal(40, estimates.Mean(0, "age").Value!.Value, 9);
    }

    [Fact]
    public void Tables_of_other_cells_groups_or_grids_are_not_added()
    {
        var first = Table("a", [600, 400]);
        Assert.NotNull(Merge.FindMismatch(first, first with { GroupColumns = ["sex"] }));
        Assert.NotNull(Merge.FindMismatch(first, first with { Cells = [] }));
        AnswerComponent[] wider = [.. Pair.Select(half => half with { Grid = new Grid(0, 2, 100) })];
        Assert.NotNull(Merge.FindMismatch(first, first with { Components = wider }));
        Assert.Throws<ArgumentException>(() => Merge.Sum([first, first with { Components = wider }]));
        Assert.Throws<ArgumentException>(() => Merge.Sum([Table("a", [1])]));
    }

    [Fact]
    public void Coverage_accounts_for_every_silo_that_was_asked()
    {
        var coverage = Coverage.Of(["a", "b"], ["a"], [new SiloRefusal("b", "BUDGET_EXHAUSTED")]);
        Assert.False(coverage.IsComplete);
        Assert.Throws<ArgumentException>(() => Coverage.Of(["a", "b"], ["a"], []));
    }

    private static AnswerComponent[] Pair =>
    [
        new AnswerComponent(AnswerKind.PairLow, "age", Age, PairNoise),
        new AnswerComponent(AnswerKind.PairHigh, "age", Age, PairNoise),
    ];

    private static (long A, long B) ExactPair(int rows, double share)
    {
        var b = (long)(rows * share * 100);
        return ((rows * 100L) - b, b);
    }

    private static SiloTable Silo(int run, int silo, long a, long b)
    {
        var draws = new long[2];
        DiscreteLaplace.Fill(draws, PairNoise, new SeededSource((ulong)((run * 100) + silo + 1) << 20));
        return Table($"silo{silo}", [a + draws[0], b + draws[1]]);
    }

    private static SiloTable Table(string silo, long[] values) => new(silo, [], Pair, [new NoisyCell([], values)]);

    private static int Holds(Estimate estimate, double truth) => estimate.Interval95.Contains(truth) ? 1 : 0;
}
