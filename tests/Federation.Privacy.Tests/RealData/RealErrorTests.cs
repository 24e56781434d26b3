using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.RealData;

/// <summary>Mean absolute errors at ε = 1 on real columns, with fixed seeds. The bench makes 20,000 runs of each.</summary>
public sealed class RealErrorTests
{
    private const int RunsCount = 2_000;

    /// <summary>Of 20,000 runs, the 0.95 quantile of age misses by one year in under ten.</summary>
    [Theory]
    [InlineData("age", 85, 1, 4)]
    [InlineData("age", 85, 1, 2)]
    [InlineData("age", 85, 3, 4)]
    [InlineData("age", 85, 19, 20)]
    [InlineData("hours-per-week", 99, 1, 4)]
    [InlineData("hours-per-week", 99, 1, 2)]
    [InlineData("hours-per-week", 99, 3, 4)]
    [InlineData("hours-per-week", 99, 19, 20)]
    public void Quantiles_of_adult_columns_are_exact_to_two_digits(string column, int cells, int a, int b) =>
        Assert.Equal(0, QuantileError(SharedTables.Histogram("adult_coded.csv", column, 1, cells), a, b), 0.005);

    [Fact]
    public void The_median_of_pums_incomes_is_off_by_less_than_90() => Assert.InRange(
        100 * QuantileError(SharedTables.Histogram("PUMS.csv", "income", 100, 1_001), 1, 2), 0, 90);

    /// <summary>Within 8 %: six deviations of the mean of so many runs.</summary>
    [Theory]
    [InlineData("adult_coded.csv", "age", 85, 0.086)]
    [InlineData("adult_coded.csv", "hours-per-week", 99, 0.095)]
    [InlineData("PUMS.csv", "age", 101, 4.6)]
    public void Variances_are_off_by_what_the_triple_promises(string file, string column, int cells, double error)
    {
        var histogram = SharedTables.Histogram(file, column, 1, cells);
        var steps = cells - 1;
        var exact = default(MomentTriple);
        for (var index = 0; index < cells; index++)
        {
            var row = MomentTriple.OfRow(index, steps);
            exact += new MomentTriple(
                row.Low * histogram[index], row.Middle * histogram[index], row.High * histogram[index]);
        }

        var noise = new long[3 * RunsCount];
        DiscreteLaplace.Fill(
            noise, new NoiseDistribution(NoiseKind.DiscreteLaplace, (long)MomentTriple.Sensitivity(steps, 1), 1),
            new SeededSource((ulong)cells));
        var sum = noise.Chunk(3).Sum(draw => Math.Abs(
            (exact + new MomentTriple(draw[0], draw[1], draw[2])).Variance(steps)!.Value - exact.Variance(steps)!.Value));
        Assert.InRange(sum / RunsCount, 0.92 * error, 1.08 * error);
    }

    private static double QuantileError(long[] histogram, int a, int b)
    {
        var quantile = new NoisyQuantile(a, b, new Epsilon(1_000_000), recordsPerUnit: 1);
        var (truth, seen) = (0, histogram[0]);
        while (seen * b < histogram.Sum() * a)
        {
            seen += histogram[++truth];
        }

        var source = new SeededSource((ulong)(a + b));
        return Enumerable.Range(0, RunsCount).Average(_ => Math.Abs(quantile.Draw(histogram, source) - truth));
    }
}
