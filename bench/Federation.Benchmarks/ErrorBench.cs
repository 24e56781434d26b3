using System.Globalization;
using Federation.Privacy.Queries;
using Federation.Privacy.Randomness;

namespace Federation.Benchmarks;

/// <summary>Mean absolute errors at ε = 1 on real columns, end to end, beside formulas and peers' figures.</summary>
/// <remarks>Plan, noise and estimate are those of a real answer. Peers' figures were simulated from their published
/// source, or measured where it says so (privacy core's reference, §3).</remarks>
internal static class ErrorBench
{
    private const int RunsCount = 20_000;

    public static void Run(string folder, TextWriter output)
    {
        using var noise = new SecureNoiseSource();
        output.WriteLine("| measure | ours, MAE | asked for | peers |");
        output.WriteLine("|---|---|---|---|");
        var ages = Histogram(Path.Combine(folder, "adult_coded.csv"), "age", 1, 86);
        var hours = Histogram(Path.Combine(folder, "adult_coded.csv"), "hours-per-week", 1, 99);
        var incomes = Histogram(Path.Combine(folder, "PUMS.csv"), "income", 100, 1_001);
        var pumsAges = Histogram(Path.Combine(folder, "PUMS.csv"), "age", 1, 101);
        Write("count, cell", 1, ages, new Measure(MeasureKind.Count, null), "0.851", "diffprivlib 0.859 (run)");
        Write("mean, PUMS age [0, 100]", 1, pumsAges, Mean, "0.075", "SmartNoise 0.227, Google 0.100, Qrlew 0.870");
        Write("mean, PUMS income [0, 100k]", 100, incomes, Mean, "79.7", "SmartNoise 213, Google 113, Qrlew 831");
        Write("mean, Adult age [17, 102]", 1, ages, Mean, "0.00139",
            "SmartNoise 0.00464, Google 0.00201, Qrlew 0.0180");
        Write("mean, Adult hours [1, 99]", 1, hours, Mean, "0.00152",
            "SmartNoise 0.00448, Google 0.00207, Qrlew 0.0174");
        Write("variance, PUMS age", 1, pumsAges, Spread, "4.6", "three-way split 7.8, Google 5.3");
        Write("variance, Adult age", 1, ages, Spread, "0.086", "three-way split 0.162, Google 0.146");
        Write("variance, Adult hours", 1, hours, Spread, "0.095", "three-way split 0.164, Google 0.127");
        foreach (var (quantile, peers) in new[]
        {
            (0.25m, "exponential mechanism 0.009, Google's tree 0.37"), (0.5m, "0, Google's tree 0.22"),
            (0.75m, "0.067, Google's tree 0.84"), (0.95m, "0.42, Google's tree 1.37"),
        })
        {
            Write($"quantile {quantile}, Adult age", 1, ages, Quantile(quantile), "0", "");
            Write($"quantile {quantile}, Adult hours", 1, hours, Quantile(quantile), "0", "");
            Write($"quantile {quantile}, PUMS age", 1, pumsAges, Quantile(quantile), "", peers);
        }

        Write("median, PUMS income [0, 100k], step 100", 100, incomes, Quantile(0.5m), "90",
            "exponential mechanism 90, Google's tree 824");
        Write("the same from a tree, for several silos", 100, incomes, Quantile(0.5m), "", "", QuantileForm.Tree);
        Write("median, PUMS age, from a tree", 1, pumsAges, Quantile(0.5m), "", "Google's tree 0.22", QuantileForm.Tree);

        void Write(
            string measure, int unit, long[] histogram, Measure asked, string target, string peers,
            QuantileForm form = QuantileForm.Selected)
        {
            var scale = asked.Kind == MeasureKind.Variance ? (double)unit * unit : unit;
            var error = scale * SimulatedAnswers.MeanError(
                histogram, asked, form, TruthOf(histogram, asked), RunsCount, noise);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {measure} | {error:G4} | {target} | {peers} |"));
        }
    }

    private static Measure Mean { get; } = new(MeasureKind.Mean, "x");

    private static Measure Spread { get; } = new(MeasureKind.Variance, "x");

    private static Measure Quantile(decimal quantile) => new(MeasureKind.Quantile, "x") { Quantile = quantile };

    private static double TruthOf(long[] histogram, Measure measure)
    {
        var rows = (double)histogram.Sum();
        var mean = histogram.Index().Sum(cell => (double)cell.Index * cell.Item) / rows;
        return measure.Kind switch
        {
            MeasureKind.Count => rows,
            MeasureKind.Mean => mean,
            MeasureKind.Variance => histogram.Index().Sum(cell =>
                (cell.Index - mean) * (cell.Index - mean) * cell.Item) / rows,
            _ => QuantileOf(histogram, measure.Quantile!.Value),
        };
    }

    private static int QuantileOf(long[] histogram, decimal quantile)
    {
        var (cell, seen) = (0, histogram[0]);
        while (seen < quantile * histogram.Sum())
        {
            seen += histogram[++cell];
        }

        return cell;
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
