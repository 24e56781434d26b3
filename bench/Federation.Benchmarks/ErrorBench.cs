using System.Globalization;
using Federation.Answers;
using Federation.Privacy;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Benchmarks;

/// <summary>Mean absolute errors at ε = 1 on real columns, beside the figures asked for.</summary>
internal static class ErrorBench
{
    private const int RunsCount = 20_000;

    public static void Run(string folder, TextWriter output)
    {
        output.WriteLine("| measure | MAE | asked for |");
        output.WriteLine("|---|---|---|");
        var ages = Histogram(Path.Combine(folder, "adult_coded.csv"), "age", 1, 85);
        var hours = Histogram(Path.Combine(folder, "adult_coded.csv"), "hours-per-week", 1, 99);
        var incomes = Histogram(Path.Combine(folder, "PUMS.csv"), "income", 100, 1_001);
        var pumsAges = Histogram(Path.Combine(folder, "PUMS.csv"), "age", 1, 101);
        foreach (var (a, b) in new[] { (1, 4), (1, 2), (3, 4), (19, 20) })
        {
            Write($"Adult age, quantile {a}/{b}", QuantileError(ages, a, b), "0");
            Write($"Adult hours, quantile {a}/{b}", QuantileError(hours, a, b), "0");
            Write($"PUMS age, quantile {a}/{b}", QuantileError(pumsAges, a, b), b == 2 ? "0" : "");
        }

        Write("PUMS income to 100,000 in steps of 100, median", 100 * QuantileError(incomes, 1, 2), "90");
        Write("Adult age, variance", VarianceError(ages), "0.086");
        Write("Adult hours, variance", VarianceError(hours), "0.095");
        Write("PUMS age, variance", VarianceError(pumsAges), "4.6");

        void Write(string measure, double error, string target) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {measure} | {error:G4} | {target} |"));
    }

    private static double QuantileError(long[] histogram, int a, int b)
    {
        using var source = new SecureNoiseSource();
        var quantile = new NoisyQuantile(a, b, new Epsilon(1_000_000), recordsPerUnit: 1);
        var (truth, seen) = (0, histogram[0]);
        while ((Int128)seen * b < (Int128)histogram.Sum() * a)
        {
            seen += histogram[++truth];
        }

        var error = 0.0;
        for (var run = 0; run < RunsCount; run++)
        {
            error += Math.Abs(quantile.Draw(histogram, source) - truth);
        }

        return error / RunsCount;
    }

    private static double VarianceError(long[] histogram)
    {
        using var source = new SecureNoiseSource();
        var steps = histogram.Length - 1;
        var exact = default(MomentTriple);
        for (var index = 0; index < histogram.Length; index++)
        {
            var row = MomentTriple.OfRow(index, steps);
            exact += new MomentTriple(
                row.Low * histogram[index], row.Middle * histogram[index], row.High * histogram[index]);
        }

        var scale = new NoiseDistribution(NoiseKind.DiscreteLaplace, (long)MomentTriple.Sensitivity(steps, 1), 1);
        var noise = new long[3];
        var error = 0.0;
        for (var run = 0; run < RunsCount; run++)
        {
            DiscreteLaplace.Fill(noise, scale, source);
            var noisy = exact + new MomentTriple(noise[0], noise[1], noise[2]);
            error += Math.Abs((noisy.Variance(steps) ?? 0) - exact.Variance(steps)!.Value);
        }

        return error / RunsCount;
    }

    private static long[] Histogram(string file, string column, int step, int cells)
    {
        var lines = File.ReadLines(file);
        var index = Array.IndexOf(lines.First().Split(','), column);
        var histogram = new long[cells];
        foreach (var line in lines.Skip(1))
        {
            var value = double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture);
            histogram[(int)Math.Round(Math.Clamp(value / step, 0, cells - 1))]++;
        }

        return histogram;
    }
}
