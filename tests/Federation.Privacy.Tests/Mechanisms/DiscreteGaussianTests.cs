using System.Numerics;
using Federation.Privacy.Accounting;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests.Mechanisms;

public sealed class DiscreteGaussianTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 4)]
    [InlineData(16, 1)]
    [InlineData(1_000_000, 333_333)]
    [InlineData(10_000, 1)]
    [InlineData(1_000_000_000_000, 1)]
    [InlineData(1L << 53, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue - 1)]
    public void The_fast_path_and_the_path_of_any_size_take_the_same_bits_to_the_same_noise(long n, long d)
    {
        var draws = new long[2_000];
        DiscreteGaussian.Fill(draws, n, d, new SeededSource(7));
        var scale = new GaussianScale(n, d);
        var wide = new SourceBits(new SeededSource(7));
        foreach (var draw in draws)
        {
            Assert.Equal(DiscreteGaussian.NextWide(in scale, ref wide), draw);
        }
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(10_000, 1, true)]
    [InlineData(1L << 53, 1, true)]
    [InlineData(1L << 53, 3, true)]
    [InlineData(long.MaxValue, 1, false)]
    public void Ties_of_any_length_take_both_paths_to_the_same_noise(long n, long d, bool isNarrow)
    {
        var scale = new GaussianScale(n, d);
        Assert.Equal(isNarrow, scale.IsNarrow);
        for (var zeros = 0; zeros <= 150 && isNarrow; zeros++)
        {
            Compare<IDigitWidth.One>(in scale, zeros);
            Compare<IDigitWidth.Two>(in scale, zeros);
            Compare<IDigitWidth.Sixteen>(in scale, zeros);
        }

        static void Compare<TWidth>(in GaussianScale scale, int zeros)
            where TWidth : struct, IDigitWidth
        {
            var fast = new StuckBits<TWidth>(zeros, new SeededSource((ulong)zeros));
            var wide = new StuckBits<TWidth>(zeros, new SeededSource((ulong)zeros));
            for (var draw = 0; draw < 5; draw++)
            {
                Assert.Equal(
                    DiscreteGaussian.NextWide(in scale, ref wide), DiscreteGaussian.Next(in scale, ref fast));
            }

            Assert.Equal(wide.Next(64), fast.Next(64)); // Not a bit more or less was taken.
        }
    }

    [Fact]
    public void A_variance_of_any_size_can_be_drawn()
    {
        var deviation = BigInteger.Pow(10, 40);
        var source = new SeededSource(3);
        var square = BigInteger.Zero;
        for (var draw = 0; draw < 2_000; draw++)
        {
            square += BigInteger.Pow(DiscreteGaussian.Draw(deviation * deviation, 1, source), 2);
        }

        Assert.InRange((double)square / 2_000 / 1e80, 0.8, 1.2); // Six deviations of the mean square.
    }

    /// <summary>The whole tree to 17 bits, exactly: found mass is a lower bound, found and unexplored an upper
    /// one.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    public void The_decision_tree_brackets_the_independent_probability_of_every_value(long n, long d)
    {
        const int DepthBits = 17;
        var masses = new Dictionary<long, long>();
        var scale = new GaussianScale(n, d);
        var unexplored = DecisionTree.Walk<IDigitWidth.One>(
            masses, (ref ScriptedBits<IDigitWidth.One> bits) => DiscreteGaussian.Next(in scale, ref bits), DepthBits);
        Assert.InRange(unexplored, 0, 0.8);
        var found = 0L;
        foreach (var value in Enumerable.Range(-6, 13))
        {
            var mass = masses.GetValueOrDefault(value);
            DecisionTree.AssertBracketed(Probability(value, n, d), mass, unexplored, DepthBits);
            found += mass;
        }

        Assert.True(found > 0);
    }

    /// <summary>Quantile of chi-square at 10⁻⁹: a right sampler over fresh bits would fail once in 10⁹ runs of a
    /// case; the seeds are fixed.</summary>
    [Theory]
    [InlineData(1, 4, 2)]
    [InlineData(1, 1, 4)]
    [InlineData(16, 1, 15)]
    [InlineData(22, 7, 7)]
    [InlineData(10_000, 1, 350)]
    public void A_million_draws_fit_the_distribution_by_chi_square(long n, long d, int tail)
    {
        var draws = new long[1_000_000];
        DiscreteGaussian.Fill(draws, n, d, new SeededSource((ulong)(n + d)));
        var observed = new double[(2 * tail) + 1];
        foreach (var draw in draws)
        {
            observed[Math.Clamp(draw, -tail, tail) + tail]++;
        }

        var expected = new double[observed.Length];
        for (var value = -20 * tail; value <= 20 * tail; value++)
        {
            expected[Math.Clamp(value, -tail, tail) + tail] += draws.Length * Weight(value, n, d);
        }

        var total = expected.Sum() / draws.Length;
        var statistic = ChiSquare.Statistic(observed.Zip(expected, (seen, mass) => (seen, mass / total)));
        Assert.InRange(statistic, 0, ChiSquare.Quantile(degrees: 2 * tail, deviations: 6));
    }

    /// <summary>Rényi divergence of neighbours, by sums over all values that matter: at most α · Δ² / (2σ²), as the ledger
    /// charges.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(16, 1, 3)]
    [InlineData(1, 3, 1)]
    public void Neighbours_are_as_close_as_the_charged_rho_says(long n, long d, int distance)
    {
        var rho = PrivacyCost.OfGaussian((Ratio)(long)distance * (Ratio)(long)distance, new Ratio(n, d)).RhoMicros / 1e6;
        var total = Enumerable.Range(-200, 401).Sum(value => Weight(value, n, d));
        foreach (var order in new[] { 1.01, 1.5, 2, 3, 5, 10 })
        {
            var moment = Enumerable.Range(-200, 401).Sum(value => Math.Exp(
                (order * LogWeight(value, n, d)) + ((1 - order) * LogWeight(value - distance, n, d)))) / total;
            Assert.InRange(Math.Log(moment) / (order - 1), 0, (order * rho) + 1e-9);
        }
    }

    /// <summary>δ(ε) of neighbours, by sums over all values that matter: never above what the conversion
    /// promises.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 1)]
    [InlineData(100, 7)]
    public void Neighbours_lose_no_more_than_the_conversion_of_rho_says(long n, long d)
    {
        var rhoMicros = PrivacyCost.OfGaussian(1, new Ratio(n, d)).RhoMicros;
        foreach (var deltaFemtos in new long[] { 1_000_000_000_000, 1_000_000_000, 1_000_000 })
        {
            var epsilon = ZcdpConversion.EpsilonMicros(rhoMicros, deltaFemtos) / 1e6;
            var total = Enumerable.Range(-400, 801).Sum(value => Weight(value, n, d));
            var delta = Enumerable.Range(-400, 801).Sum(value => Math.Max(
                0, Weight(value - 1, n, d) - (Math.Exp(epsilon) * Weight(value, n, d)))) / total;
            Assert.InRange(delta, 0, deltaFemtos / 1e15);
        }
    }

    private static double LogWeight(long value, long n, long d) => -(double)value * value * d / (2.0 * n);

    private static double Weight(long value, long n, long d) => Math.Exp(LogWeight(value, n, d));

    /// <summary>By the series of exp in decimal: another way than the sampler's.</summary>
    private static double Probability(long value, long n, long d)
    {
        var sum = 0m;
        for (var x = -15; x <= 15; x++)
        {
            sum += Exact(x);
        }

        return (double)(Exact(value) / sum);

        decimal Exact(long x)
        {
            var exponent = (decimal)(x * x * d) / (2 * n);
            return exponent > 55 ? 0 : DecisionTree.ExpOfMinus(exponent / 4) is var quarter
                ? quarter * quarter * quarter * quarter
                : 0;
        }
    }
}
