using System.Globalization;
using System.Numerics;
using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Benchmarks;

/// <summary>Rates of every sampler by processor time, beside what was asked for: the best of several rounds.</summary>
internal static class MechanismBench
{
    private const int DrawsCount = 300_000;
    private const int WideDrawsCount = 30_000;
    private const int RoundsCount = 9;

    public static void Run(TextWriter output)
    {
        using var source = new SecureNoiseSource();
        var draws = new long[DrawsCount];
        output.WriteLine("| sampler | parameter | M draws/s | asked for |");
        output.WriteLine("|---|---|---|---|");
        foreach (var (t, s) in new[] { (1L, 1L), (10, 1), (10, 3), (100, 1), (1_000_000, 1) })
        {
            var distribution = new NoiseDistribution(NoiseKind.DiscreteLaplace, t, s);
            Write($"discrete Laplace | scale {t}/{s}", "15", DrawsCount,
                () => DiscreteLaplace.Fill(draws, distribution, source));
        }

        foreach (var (n, d) in new[] { (1L, 1L), (16, 1), (100, 3), (10_000, 1), (1_000_000_000_000, 1) })
        {
            Write($"discrete Gaussian | σ² {n}/{d}", "7", DrawsCount, () => DiscreteGaussian.Fill(draws, n, d, source));
        }

        foreach (var digits in new[] { 0, 2, 30 })
        {
            var scale = BigInteger.Pow(10, digits);
            Write($"discrete Laplace, any size | scale 1e{digits}", "0.12", WideDrawsCount,
                () => Repeat(() => DiscreteLaplace.Draw(scale, 1, source)));
            Write($"discrete Gaussian, any size | σ² 1e{2 * digits}", "0.12", WideDrawsCount,
                () => Repeat(() => DiscreteGaussian.Draw(scale * scale, 1, source)));
        }

        void Write(string sampler, string target, int count, Action fill) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {sampler} | {MillionsPerSecond(fill, count):F2} | {target} |"));
    }

    private static void Repeat(Func<BigInteger> draw)
    {
        for (var index = 0; index < WideDrawsCount; index++)
        {
            draw();
        }
    }

    private static double MillionsPerSecond(Action fill, int count)
    {
        var best = 0.0;
        for (var round = 0; round < RoundsCount; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            fill();
            best = Math.Max(best, count / (Environment.CpuUsage.TotalTime - before).TotalSeconds / 1e6);
        }

        return best;
    }
}
