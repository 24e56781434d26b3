using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Answers;

public sealed class NoiseSumTests
{
    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(1, 2, 1)]
    [InlineData(10, 1, 30)]
    public void One_noise_has_the_smallest_whole_half_width_that_holds_95_percent(long t, long s, int halfWidth)
    {
        var a = Math.Exp(-(double)s / t);
        double Outside(int n) => 2 * Math.Pow(a, n + 1) / (1 + a);
        Assert.InRange(Outside(halfWidth), 0, 0.05);
        Assert.InRange(Outside(halfWidth - 1), 0.05, 1);
        Assert.Equal(halfWidth, Sum((t, s, 1.0)).HalfWidth(0.95));
    }

    [Theory]
    [InlineData(1, 0.3, 2, 0.7)]
    [InlineData(100, 1.0, 100, 1.0)]
    [InlineData(100_000, 0.2, 100_000, 0.8)]
    [InlineData(2, 1.0, 3_000, 0.5)]
    public void A_sum_stays_within_its_half_width_in_95_percent_of_draws_and_hardly_more(
        long firstScale, double firstWeight, long secondScale, double secondWeight)
    {
        const int DrawsCount = 200_000;
        var (first, second) = (Draw(firstScale, DrawsCount, 1), Draw(secondScale, DrawsCount, 2));
        var halfWidth = Sum((firstScale, 1, firstWeight), (secondScale, 1, secondWeight)).HalfWidth(0.95);
        var inside = first.Zip(second).Count(pair =>
            Math.Abs((pair.First * firstWeight) + (pair.Second * secondWeight)) <= halfWidth + 1e-9);
        Assert.InRange((double)inside / DrawsCount, 0.948, firstScale < 3 && secondScale < 3 ? 0.975 : 0.954);
    }

    [Fact]
    public void The_variance_is_that_of_two_geometric_variables()
    {
        var a = Math.Exp(-1);
        var noise = new NoiseDistribution(NoiseKind.DiscreteLaplace, 1, 1);
        Assert.Equal(2 * a / ((1 - a) * (1 - a)), noise.Variance, 12);
    }

    [Fact]
    public void No_noise_has_no_width() => Assert.Equal(0, new NoiseSum([]).HalfWidth(0.95));

    private static NoiseSum Sum(params (long T, long S, double Weight)[] terms) => new(terms.Select(term =>
        new WeightedNoise(new NoiseDistribution(NoiseKind.DiscreteLaplace, term.T, term.S), term.Weight)));

    private static long[] Draw(long scale, int count, ulong seed)
    {
        var draws = new long[count];
        DiscreteLaplace.Fill(draws, new NoiseDistribution(NoiseKind.DiscreteLaplace, scale, 1), new SeededSource(seed));
        return draws;
    }
}
