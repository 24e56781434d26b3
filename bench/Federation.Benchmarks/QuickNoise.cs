using System.Diagnostics;
using System.Globalization;
using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Benchmarks;

/// <summary>Rates by processor time of one thread's work, in a few seconds: the median of several rounds.</summary>
internal static class QuickNoise
{
    private const int DrawsCount = 1_000_000;
    private const int RoundsCount = 9;
    private static readonly (long T, long S)[] Scales = [(1, 1), (2, 1), (10, 3), (100, 1), (1_000_000, 1)];

    public static void Run(TextWriter output)
    {
        var draws = new long[DrawsCount];
        var textbook = new TextbookLaplace(1);
        using var source = new SecureNoiseSource();
        output.WriteLine("scale      exact M/s   textbook M/s   exact / textbook");
        foreach (var (t, s) in Scales)
        {
            var distribution = new NoiseDistribution(NoiseKind.DiscreteLaplace, t, s);
            var exact = MillionsPerSecond(() => DiscreteLaplace.Fill(draws, distribution, source));
            var simple = MillionsPerSecond(() => textbook.Fill(draws, distribution.Scale));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{t + "/" + s,-10} {exact,9:F1} {simple,14:F1} {exact / simple,18:F2}"));
        }
    }

    private static double MillionsPerSecond(Action fill)
    {
        fill();
        fill();
        var rates = new double[RoundsCount];
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < RoundsCount; round++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            for (var repeat = 0; repeat < 3; repeat++)
            {
                fill();
            }

            process.Refresh();
            rates[round] = 3 * DrawsCount / (process.TotalProcessorTime - before).TotalSeconds / 1e6;
        }

        Array.Sort(rates);
        return rates[RoundsCount / 2];
    }
}
