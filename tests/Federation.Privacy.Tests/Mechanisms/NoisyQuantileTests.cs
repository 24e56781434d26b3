using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Mechanisms;

public sealed class NoisyQuantileTests
{
    /// <summary>
    /// The chance of every winner, from P(Z ≥ z) = exp(−z · s / t) alone, for all neighbours of small histograms by one
    /// record: no odds beyond e^ε. No statistics, no false alarm.
    /// </summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(19, 20)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Neighbouring_histograms_give_each_cell_with_odds_of_at_most_e_to_the_epsilon(int a, int b)
    {
        const double Epsilon = 1;
        var worst = 0.0;
        foreach (var histogram in Histograms())
        {
            var without = WinnersOf(histogram, a, b, Epsilon);
            for (var cell = 0; cell < histogram.Length; cell++)
            {
                var neighbour = (long[])histogram.Clone();
                neighbour[cell]++;
                var with = WinnersOf(neighbour, a, b, Epsilon);
                worst = Math.Max(worst, without.Zip(with, (p, q) => Math.Abs(Math.Log(p / q))).Max());
            }
        }

        Assert.InRange(worst, 0.2 * Epsilon, Epsilon + 1e-9);
    }

    /// <summary>Six deviations of a frequency: a right mechanism over fresh bits fails once in 10⁸ runs of a case; the
    /// seed is fixed.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(19, 20)]
    public void The_cells_win_as_often_as_the_formula_says(int a, int b)
    {
        const int DrawsCount = 200_000;
        long[] histogram = [2, 0, 3, 1];
        var quantile = new NoisyQuantile(a, b, new Epsilon(1_000_000), recordsPerUnit: 1);
        var source = new SeededSource((ulong)(a + b));
        var wins = new int[histogram.Length];
        for (var draw = 0; draw < DrawsCount; draw++)
        {
            wins[quantile.Draw(histogram, source)]++;
        }

        var expected = WinnersOf(histogram, a, b, 1);
        for (var cell = 0; cell < wins.Length; cell++)
        {
            var deviation = Math.Sqrt(DrawsCount * expected[cell] * (1 - expected[cell]));
            Assert.InRange(wins[cell] - (DrawsCount * expected[cell]), -6 * deviation, 6 * deviation);
        }
    }

    [Fact]
    public void Without_noise_to_speak_of_the_cell_of_the_quantile_wins()
    {
        long[] histogram = [5, 0, 90, 5];
        var loud = new Epsilon(Epsilon.MicrosMax);
        Assert.Equal(2, new NoisyQuantile(1, 2, loud, 1).Draw(histogram, new SeededSource(1)));
        Assert.Equal(2, new NoisyQuantile(9, 10, loud, 1).Draw(histogram, new SeededSource(1)));
        Assert.Equal(3, new NoisyQuantile(99, 100, loud, 1).Draw(histogram, new SeededSource(1)));
        Assert.Equal(0, new NoisyQuantile(1, 100, loud, 1).Draw(histogram, new SeededSource(1)));
    }

    [Fact]
    public void Counts_of_any_size_and_none_at_all_give_a_cell()
    {
        var quantile = new NoisyQuantile(
            NoisyQuantile.DenominatorMax, NoisyQuantile.DenominatorMax, new Epsilon(1), recordsPerUnit: 1_000_000);
        Assert.InRange(quantile.Draw([long.MaxValue, 0, long.MaxValue], new SeededSource(2)), 0, 2);
        Assert.InRange(quantile.Draw([0, 0], new SeededSource(2)), 0, 1);
        Assert.Equal(0, quantile.Draw([0], new SeededSource(2)));
    }

    [Theory]
    [InlineData(-1, 2, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1_000_001, 1)]
    [InlineData(1, 2, 0)]
    public void A_quantile_that_is_none_is_refused_before_any_data_is_seen(int a, int b, int records) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NoisyQuantile(a, b, new Epsilon(1), records));

    /// <summary>The guards: the same odds where the rank is moved and one more cell stands outside.</summary>
    [Theory]
    [InlineData(1, 2, -3)]
    [InlineData(1, 4, 5)]
    [InlineData(19, 20, -7)]
    public void Neighbours_give_each_cell_and_the_one_outside_with_odds_of_at_most_e_to_the_epsilon(int a, int b, int shift)
    {
        var worst = 0.0;
        foreach (var histogram in Histograms())
        {
            var without = Winners(Scores(histogram, a, b, shift), a, b, 1);
            for (var cell = 0; cell < histogram.Length; cell++)
            {
                var neighbour = (long[])histogram.Clone();
                neighbour[cell]++;
                var with = Winners(Scores(neighbour, a, b, shift), a, b, 1);
                worst = Math.Max(worst, without.Zip(with, (p, q) => Math.Abs(Math.Log(p / q))).Max());
            }
        }

        Assert.InRange(worst, 0.2, 1 + 1e-9);
    }

    /// <summary>Six deviations, as above.</summary>
    [Theory]
    [InlineData(1, 2, -3)]
    [InlineData(1, 4, 5)]
    public void Guards_win_as_often_as_the_formula_says(int a, int b, int shift)
    {
        const int DrawsCount = 200_000;
        long[] histogram = [2, 0, 3, 1];
        var quantile = new NoisyQuantile(a, b, new Epsilon(1_000_000), recordsPerUnit: 1).ShiftedBy(shift);
        var source = new SeededSource((ulong)(a + b + 9));
        var wins = new int[histogram.Length + 1];
        for (var draw = 0; draw < DrawsCount; draw++)
        {
            wins[quantile.Draw(histogram, source) + (shift < 0 ? 1 : 0)]++;
        }

        var expected = Winners(Scores(histogram, a, b, shift), a, b, 1);
        for (var cell = 0; cell < wins.Length; cell++)
        {
            var deviation = Math.Sqrt(DrawsCount * expected[cell] * (1 - expected[cell]));
            Assert.InRange(wins[cell] - (DrawsCount * expected[cell]), -6 * deviation, 6 * deviation);
        }
    }

    /// <summary>The scores of the cells, with that of the one before them or behind them.</summary>
    private static long[] Scores(long[] histogram, int a, int b, int shift)
    {
        var target = (a * histogram.Sum()) + shift;
        var scores = histogram.Select((count, cell) =>
        {
            var below = b * histogram[..cell].Sum();
            return -Math.Max(0, Math.Max(target - below - (b * count), below - target));
        });
        return shift < 0
            ? [-Math.Max(0, target), .. scores]
            : [.. scores, -Math.Max(0, (b * histogram.Sum()) - target)];
    }

    private static IEnumerable<long[]> Histograms() =>
        from first in Enumerable.Range(0, 4)
        from second in Enumerable.Range(0, 4)
        from third in Enumerable.Range(0, 4)
        select new long[] { first, second, third };

    private static double[] WinnersOf(long[] histogram, int a, int b, double epsilon)
    {
        var target = a * histogram.Sum();
        var scores = histogram.Select((count, cell) =>
        {
            var below = b * histogram[..cell].Sum();
            return -Math.Max(0, Math.Max(target - below - (b * count), below - target));
        }).ToArray();
        return Winners(scores, a, b, epsilon);
    }

    private static double[] Winners(long[] scores, int a, int b, double epsilon)
    {
        var ratio = Math.Exp(-epsilon / (2 * Math.Max(a, b - a)));
        var wins = new double[scores.Length];
        var top = scores.Max() + (long)Math.Ceiling(40 / -Math.Log(ratio));
        for (var sum = scores.Min(); sum <= top; sum++)
        {
            for (var cell = 0; cell < scores.Length; cell++)
            {
                var chance = sum < scores[cell] ? 0 : (1 - ratio) * Math.Pow(ratio, sum - scores[cell]);
                for (var other = 0; other < scores.Length; other++)
                {
                    var reach = sum - scores[other] + (other < cell ? 0 : 1); // The first of equals wins.
                    chance *= other == cell ? 1 : reach <= 0 ? 0 : 1 - Math.Pow(ratio, reach);
                }

                wins[cell] += chance;
            }
        }

        return wins;
    }
}
