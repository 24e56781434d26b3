using System.Numerics;
using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests.Mechanisms;

public sealed class DiscreteLaplaceTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(1_000_000, 333_333)]
    [InlineData(10_000_000_000, 1)]
    [InlineData(100_000_000_000, 2_718_281)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MaxValue, long.MaxValue - 1)]
    public void The_fast_path_and_the_path_of_any_size_take_the_same_bits_to_the_same_noise(long t, long s)
    {
        var (fast, wide) = (new SourceBits(new SeededSource(7)), new SourceBits(new SeededSource(7)));
        for (var draw = 0; draw < 2_000; draw++)
        {
            var expected = DiscreteLaplace.Next(new BigInteger(t), new BigInteger(s), ref wide);
            var held = (long)BigInteger.Clamp(expected, -long.MaxValue, long.MaxValue);
            Assert.Equal(held, DiscreteLaplace.Next((ulong)t, (ulong)s, ref fast));
        }
    }

    /// <summary>Single bits tie in half of all comparisons, sixteen zeros in a row begin a tie of any length.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(1_000_000, 333_333)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue - 1)]
    public void Ties_of_any_length_take_both_paths_to_the_same_noise(long t, long s)
    {
        for (var zeros = 0; zeros <= 300; zeros++)
        {
            Compare<IDigitWidth.One>(t, s, zeros);
            Compare<IDigitWidth.Two>(t, s, zeros);
            Compare<IDigitWidth.Sixteen>(t, s, zeros);
        }

        static void Compare<TWidth>(long t, long s, int zeros)
            where TWidth : struct, IDigitWidth
        {
            var fast = new StuckBits<TWidth>(zeros, new SeededSource((ulong)zeros));
            var wide = new StuckBits<TWidth>(zeros, new SeededSource((ulong)zeros));
            for (var draw = 0; draw < 5; draw++)
            {
                var expected = DiscreteLaplace.Next(new BigInteger(t), new BigInteger(s), ref wide);
                var held = (long)BigInteger.Clamp(expected, -long.MaxValue, long.MaxValue);
                Assert.Equal(held, DiscreteLaplace.Next((ulong)t, (ulong)s, ref fast));
            }

            Assert.Equal(wide.Next(64), fast.Next(64)); // Not a bit more or less was taken.
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(1_000_000, 2_718_281)]
    [InlineData(10_000_000, 1)]
    [InlineData(100_000_000_000, 2_718_281)]
    public void A_draw_allocates_nothing(long t, long s)
    {
        var draws = new long[300_000]; // Enough for a score of ties.
        var distribution = new NoiseDistribution(NoiseKind.DiscreteLaplace, t, s);
        using var source = new SecureNoiseSource();
        DiscreteLaplace.Fill(draws, distribution, source);
        var before = GC.GetAllocatedBytesForCurrentThread();
        DiscreteLaplace.Fill(draws, distribution, source);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Quantiles of chi-square at 10⁻⁹: a right sampler over fresh randomness fails once in 10⁹ runs a case.</summary>
    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(10, 3, 12)]
    [InlineData(10, 7, 8)]
    [InlineData(1_000_000, 2_718_281, 3)]
    [InlineData(100, 1, 300)]
    public void A_million_secure_draws_fit_the_distribution_by_chi_square(long t, long s, int tail)
    {
        var draws = new long[1_000_000];
        using var source = new SecureNoiseSource();
        DiscreteLaplace.Fill(draws, new NoiseDistribution(NoiseKind.DiscreteLaplace, t, s), source);
        var observed = new long[(2 * tail) + 1];
        foreach (var draw in draws)
        {
            observed[Math.Clamp(draw, -tail, tail) + tail]++;
        }

        var a = Math.Exp(-(double)s / t);
        var statistic = 0.0;
        for (var value = -tail; value <= tail; value++)
        {
            var probability = Math.Abs(value) == tail
                ? Math.Pow(a, tail) / (1 + a)
                : (1 - a) / (1 + a) * Math.Pow(a, Math.Abs(value));
            var expected = draws.Length * probability;
            statistic += Math.Pow(observed[value + tail] - expected, 2) / expected;
        }

        Assert.InRange(statistic, 0, ChiSquare.Quantile(degrees: 2 * tail, deviations: 6));
    }

    /// <summary>A unit more or less changes the probability of any answer by a factor of at most e^ε.</summary>
    [Fact]
    public void Neighbouring_counts_give_each_answer_with_odds_of_at_most_e_to_the_epsilon()
    {
        const int DrawsCount = 1_000_000;
        var draws = new long[DrawsCount];
        DiscreteLaplace.Fill(draws, new NoiseDistribution(NoiseKind.DiscreteLaplace, 1, 1), new SeededSource(11));
        for (var answer = 97; answer <= 104; answer++)
        {
            double withUnit = draws.Count(draw => 101 + draw == answer);
            double without = draws.Count(draw => 100 + draw == answer);
            var tolerance = 6 / Math.Sqrt(Math.Min(withUnit, without)); // Six deviations of the logarithm.
            Assert.InRange(Math.Abs(Math.Log(withUnit / without)), 0, 1 + tolerance);
        }
    }

    [Fact]
    public void The_secure_source_gives_no_word_after_it_was_disposed()
    {
        var source = new SecureNoiseSource();
        Assert.NotEqual(source.NextWord(), source.NextWord());
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.NextWord());
    }
}
