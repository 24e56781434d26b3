using Federation.Client.Samples;
using Federation.Client.Verification;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.RealData;

/// <summary>P3 and P8 on real people: intervals hold what they promise, and logs say what answers said.</summary>
/// <remarks>
/// A cell fails only if fewer than 91 of 100 intervals hold the truth both after 300 and after 600 runs: for a true
/// 95 % at most P(Binomial(600, 0.95) ≤ 545) = 1.6 · 10⁻⁵, and for all six cells together at most 10⁻⁴.
/// </remarks>
public sealed class RealStatisticTests(CensusRuns runs) : IClassFixture<CensusRuns>
{
    private const double EpsilonNats = CensusRuns.EpsilonMicros / 1e6;
    /// <summary>ε is shared evenly by the count and the pair of sums.</summary>
    private const double ShareNats = EpsilonNats / 2;

    [Fact]
    public void Every_silo_answers_every_run()
    {
        SharedData.SkipIfAbsent();
        Assert.Equal(0, runs.People.Count % CensusRuns.BatchRunsCount);
        Assert.All(runs.People, answer => Assert.True(answer.IsComplete));
        Assert.All(runs.People, answer => Assert.Equal(CensusSilo.All.Count, answer.Coverage.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Intervals_cover_the_bounded_table_in_91_of_100_runs_and_are_as_narrow_as_the_formula(int sex)
    {
        SharedData.SkipIfAbsent();
        Check(sex, 0, 2 * FormulaOfCount());
        Check(sex, 1, 2 * FormulaOfSum());
        Check(sex, 2, 2 * FormulaOfMean(sex));
    }

    [Fact]
    public void No_two_runs_carry_the_same_noise()
    {
        SharedData.SkipIfAbsent();
        var tables = runs.People.SelectMany(answer => answer.Coverage)
            .Select(silo => $"{silo.Silo} {string.Join(' ', silo.Release!.Cells.SelectMany(cell => cell.Values))}");
        Assert.Equal(runs.People.Count * CensusSilo.All.Count, tables.Distinct().Count());
    }

    /// <remarks>
    /// Each cell has noise of its own, so 300 trials: P(Binomial(300, 0.95) ≤ 263) = 5 · 10⁻⁷.
    /// </remarks>
    [Fact]
    public void Intervals_of_a_filtered_count_cover_the_adults_of_each_sex_and_race()
    {
        SharedData.SkipIfAbsent();
        var adults = File.ReadLines(SharedData.Table("adult_coded.csv")).Skip(1).Select(line => line.Split(','))
            .Where(fields => int.Parse(fields[0], System.Globalization.CultureInfo.InvariantCulture) >= 20)
            .CountBy(fields => (fields[8], fields[7])).ToDictionary();
        var rows = runs.Adults.SelectMany(answer => answer.Rows).ToList();

        var hits = rows.Count(row => row.Estimates[0].Interval95.Contains(
            adults.GetValueOrDefault(($"{row.Key[0].Integer}", $"{row.Key[1].Integer}"))));

        Assert.Equal(CensusRuns.AdultRunsCount * 10, rows.Count);
        Assert.InRange(hits, 264, 300);
    }

    [Fact]
    public void Every_debit_on_the_logs_is_what_an_answer_said_and_no_more()
    {
        SharedData.SkipIfAbsent();
        var releases = runs.People.Concat(runs.Adults).SelectMany(answer => answer.Coverage).ToList();
        foreach (var silo in CensusSilo.All)
        {
            var said = releases.Where(one => one.Silo == silo.Id).Select(one => one.Release!)
                .ToDictionary(release => release.AccessId, release => release.LineageCost.EpsilonMicros);
            var debited = runs.World.LogOf(silo.Id).Debits()
                .ToDictionary(entry => entry.AccessId, entry => entry.Intent.LineageCost.EpsilonMicros);
            Assert.Equal(said.OrderBy(one => one.Key), debited.OrderBy(one => one.Key));
        }
    }

    [Fact]
    public async Task The_logs_of_the_broker_and_of_every_adapter_verify_offline()
    {
        SharedData.SkipIfAbsent();
        foreach (var party in CensusSilo.All.Select(silo => silo.Id).Append(World.Broker))
        {
            var report = await runs.World.LogOf(party).VerifyAsync();
            Assert.InRange(report.EntriesCount, runs.People.Count * 3, long.MaxValue);
            Assert.Equal(report.EntriesCount, report.Checkpoint!.Size);
        }
    }

    [Fact]
    public void Receipts_verify_offline_with_the_pinned_keys_alone()
    {
        SharedData.SkipIfAbsent();
        foreach (var silo in runs.People.Take(20).SelectMany(answer => answer.Coverage))
        {
            var file = ReceiptFile.Read(ReceiptFile.Write(silo.Silo, silo.LogVerifierKey!, silo.Sealed!));
            var receipt = ReleaseCheck.Verify(
                file, runs.World.LogKeyOf(silo.Silo), runs.World.FingerprintOf(silo.Silo));
            Assert.Equal(silo.Release!.AccessId, receipt.AccessId);
        }
    }

    private void Check(int sex, int measure, double formulaWidth)
    {
        var what = $"{CensusTruth.Measures[measure]} of sex {sex}";
        var hits = runs.Truth.Hits(runs.People, sex, measure);
        var width = runs.People.Average(answer => CensusTruth.EstimateOf(answer, sex, measure).Interval95.Width);
        var firstHits = runs.Truth.Hits(
            runs.People.Where(answer => answer.Coverage[0].Release!.LineageCost.EpsilonMicros
                < CensusRuns.EpsilonMicros + CensusRuns.BatchRunsCount), sex, measure);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: {firstHits} of the first batch, {hits} of {runs.People.Count} intervals hold "
            + $"{runs.Truth.Value(sex, measure):F1}; "
            + $"mean width {width:F1}, formula {formulaWidth:F1}, ratio {width / formulaWidth:F3}");
        Assert.True(hits >= runs.HitsMin, $"{what}: only {hits} of {runs.People.Count} intervals hold the truth");
        Assert.True(width <= 1.1 * formulaWidth, $"{what}: a mean width of {width} against {formulaWidth}");
    }

    private static double FormulaOfCount() =>
        NoiseFormula.HalfWidthDiscrete([.. CensusSilo.All.Select(silo => silo.RecordsPerUnit / ShareNats)]);

    /// <summary>With a lower bound of 0 the sum is the upper half of the pair, times the step.</summary>
    private static double FormulaOfSum() => CensusSilo.IncomeStep * NoiseFormula.HalfWidthContinuous(
        [.. CensusSilo.All.Select(silo => silo.RecordsPerUnit * CensusSilo.IncomeSteps / ShareNats)]);

    /// <summary>The 95 % quantile of |(1 − m)B′ − mA′| over n K, in the unit of income.</summary>
    private double FormulaOfMean(int sex)
    {
        var total = (double)runs.Truth.Counted(sex) * CensusSilo.IncomeSteps;
        var share = runs.Truth.Steps(sex) / total;
        var scales = CensusSilo.All.Select(silo => silo.RecordsPerUnit * CensusSilo.IncomeSteps / ShareNats).ToList();
        var halfWidth = NoiseFormula.HalfWidthContinuous(
            [.. scales.Select(scale => (1 - share) * scale), .. scales.Select(scale => share * scale)]);
        return CensusSilo.IncomeMax * halfWidth / total;
    }
}
