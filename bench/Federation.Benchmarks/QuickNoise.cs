using System.Globalization;
using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Benchmarks;

/// <summary>Rates by processor time over the usual settings, in under a minute: the best of several rounds.</summary>
internal static class QuickNoise
{
    private const int DrawsCount = 250_000;
    private const int RoundsCount = 7;
    private static readonly long[] SensitivitySteps = [1, 10, 100, 1_000, 100_000];
    private static readonly long[] EpsilonMicros =
        [10_000, 100_000, 300_000, 500_000, 700_000, 1_000_000, 2_718_281, 10_000_000];

    public static void Run(TextWriter output)
    {
        var draws = new long[DrawsCount];
        var textbook = new TextbookLaplace(1);
        using var source = new SecureNoiseSource();
        output.WriteLine("| sensitivity, steps | ε | scale t/s | exact, M/s | textbook, M/s | exact / textbook |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var sensitivity in SensitivitySteps)
        {
            foreach (var epsilon in EpsilonMicros)
            {
                var distribution = Reduced(sensitivity * 1_000_000, epsilon);
                var exact = MillionsPerSecond(() => DiscreteLaplace.Fill(draws, distribution, source));
                var simple = MillionsPerSecond(() => textbook.Fill(draws, distribution.Scale));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {sensitivity} | {epsilon / 1e6} | {distribution.ScaleNumerator}/{distribution.ScaleDenominator} "
                    + $"| {exact:F1} | {simple:F1} | {exact / simple:F2} |"));
            }
        }
    }

    private static NoiseDistribution Reduced(long t, long s)
    {
        var divisor = (long)System.Numerics.BigInteger.GreatestCommonDivisor(t, s);
        return new NoiseDistribution(NoiseKind.DiscreteLaplace, t / divisor, s / divisor);
    }

    private static double MillionsPerSecond(Action fill)
    {
        fill(); // So that the code is compiled for good.
        fill();
        var best = 0.0;
        for (var round = 0; round < RoundsCount; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            fill();
            best = Math.Max(best, DrawsCount / (Environment.CpuUsage.TotalTime - before).TotalSeconds / 1e6);
        }

        return best;
    }
}
