using Federation.Answers;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using NoiseKind = Federation.Contracts.Type.V1.NoiseKind;

namespace Federation.Tests.Adapter;

/// <summary>From SQL by the wire, the plan, the store and the noise to the estimate, for each kind of
/// statistic.</summary>
/// <remarks>ε is 10, so an error beyond the limits used here happens less than once in 10⁶ runs.</remarks>
public sealed class StatisticKindsTests
{
    private const long Epsilon = 10_000_000;

    /// <summary>100 women of 20 and 60 years, 100 men of 40.</summary>
    private static readonly string[] Csv =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 200).Select(i => $"{i},{(i <= 100 ? "f" : "m")},{(i > 100 ? 40 : i % 2 == 0 ? 20 : 60)},x"),
    ];

    [Fact]
    public async Task One_epsilon_buys_count_sum_mean_variance_and_deviation()
    {
        var (release, estimates) = await AskAsync(
            "SELECT sex, COUNT(age), SUM(age), AVG(age), VARIANCE(age), STDDEV(age) FROM people GROUP BY sex");
        Assert.Equal(Epsilon, release.LineageCost.EpsilonMicros);
        Assert.Equal(
            [ComponentKind.TripleLow, ComponentKind.TripleMiddle, ComponentKind.TripleHigh],
            release.Components.Select(component => component.Kind));
        Assert.All(release.Components, part => Assert.Equal((1_440, 1), (part.Noise.ScaleNumerator, part.Noise.ScaleDenominator)));
        Assert.InRange(estimates.Count(0, "age").Value!.Value, 97, 103);
        Assert.InRange(estimates.Sum(0, "age").Value!.Value, 3_800, 4_200);
        Assert.InRange(estimates.Mean(0, "age").Value!.Value, 38, 42);
        Assert.InRange(estimates.Variance(0, "age").Value!.Value, 340, 460);
        Assert.InRange(estimates.StandardDeviation(0, "age").Value!.Value, 18.4, 21.5);
        Assert.InRange(estimates.Variance(1, "age").Value!.Value, 0, 60);
    }

    [Fact]
    public async Task Bins_are_answered_with_their_lower_ends_also_where_they_are_empty()
    {
        var (release, estimates) = await AskAsync("SELECT HISTOGRAM(age, 25) FROM people");
        Assert.Equal([0L, 25, 50, 75, 100], release.Cells.Select(cell => cell.Key[0].Integer));
        double[] exact = [50, 100, 50, 0, 0];
        Assert.All(exact.Index(), bin => Assert.InRange(estimates.Count(bin.Index).Value!.Value - bin.Item, -3, 3));
    }

    /// <summary>At (0.01, 0.001) Gaussian noise errs less already for one part.</summary>
    [Fact]
    public async Task A_delta_buys_gaussian_noise_where_it_errs_less_and_only_where_the_policy_grants_it()
    {
        const long delta = 1_000_000_000_000;
        var query = SqlCompiler.Compile("SELECT sex, AVG(age), COUNT(DISTINCT pid) FROM people GROUP BY sex");
        await using var rig = await new AdapterRig
        {
            Csv = Csv,
            Budget = rules => rules with { LineageDeltaFemtosMax = 2 * delta, RequestDeltaFemtosMax = delta },
        }.StartAsync();
        var release = Parse(await rig.AskAsync(10_000, request => (request.Query, request.DeltaFemtos) = (query, delta)));
        Assert.All(release.Components, part => Assert.Equal(NoiseKind.DiscreteGaussian, part.Noise.Kind));
        Assert.Equal((long.MaxValue, 0), (release.LineageCost.EpsilonMicros, release.LineageCost.DeltaFemtos));
        Assert.InRange(release.LineageCost.RhoMicros, 1, Privacy.Accounting.ZcdpConversion.RhoMicros(10_000, delta));
        var pure = Parse(await rig.AskAsync(10_000, request => request.Query = query));
        Assert.All(pure.Components, part => Assert.Equal(NoiseKind.DiscreteLaplace, part.Noise.Kind));
        await using var other = await new AdapterRig { Csv = Csv }.StartAsync();
        var refusal = await Assert.ThrowsAsync<RefusalException>(() =>
            other.AskAsync(10_000, request => (request.Query, request.DeltaFemtos) = (query, delta)));
        Assert.Equal(RefusalReason.RequestInvalid, refusal.Refusal.Reason);
    }

    [Theory]
    [InlineData(1, NoiseKind.OneSidedGeometric, ComponentKind.Quantile)]
    [InlineData(2, NoiseKind.DiscreteLaplace, ComponentKind.QuantileTree)]
    public async Task Quantiles_are_picked_for_one_silo_and_read_from_a_tree_for_several(
        int silos, NoiseKind noise, ComponentKind kind)
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();
        var query = QuantileForms.Of(SqlCompiler.Compile(
            "SELECT sex, COUNT(*), MEDIAN(age), QUANTILE(age, 0.9) FROM people GROUP BY sex"), silos);
        var release = Parse(await rig.AskAsync(Epsilon, request => request.Query = query));
        Assert.Equal(Epsilon, release.LineageCost.EpsilonMicros);
        Assert.Equal((noise, kind), (release.Components[^1].Noise.Kind, release.Components[^1].Kind));
        var estimates = new Estimates(Merge.Sum([.. Enumerable.Repeat(ReleaseTable.Of(release), silos == 1 ? 1 : 3)]));
        Assert.Equal((60, 40), (estimates.Quantile(0, "age", 0.9m).Value, estimates.Quantile(1, "age", 0.5m).Value));
        Assert.InRange(estimates.Quantile(0, "age", 0.5m).Value!.Value, 20, 60); // As many are 20 as are 60.
        var without = SqlCompiler.Compile("SELECT MEDIAN(age) FROM people");
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1, request => request.Query = without));
        Assert.Equal(RefusalReason.RequestInvalid, refusal.Refusal.Reason);
    }

    [Fact]
    public async Task Units_are_counted_at_the_noise_of_one_row()
    {
        var (release, estimates) = await AskAsync("SELECT sex, COUNT(DISTINCT pid) FROM people GROUP BY sex");
        Assert.Equal([ComponentKind.Units], release.Components.Select(component => component.Kind));
        Assert.InRange(estimates.Units(0).Value!.Value, 97, 103);
    }

    [Fact]
    public async Task Distinct_values_are_counted_with_the_noise_of_what_a_unit_can_hold()
    {
        var (release, estimates) = await AskAsync("SELECT COUNT(DISTINCT age), COUNT(DISTINCT note), COUNT(DISTINCT pid) FROM people");
        Assert.Equal(
            [ComponentKind.Units, ComponentKind.Distinct, ComponentKind.Distinct], release.Components.Select(component => component.Kind));
        Assert.Equal(["", "age", "note"], release.Components.Select(component => component.Column));
        Assert.InRange(estimates.Distinct(0, "age")!.Value!.Value, -6, 12);
        Assert.InRange(estimates.Distinct(0, "note")!.Value!.Value, -8, 10);
        Assert.InRange(estimates.Units(0).Value!.Value, 190, 210);
        Assert.Null(estimates.Distinct(0, "sex"));
    }

    [Fact]
    public async Task The_same_bins_in_other_words_cost_the_lineage_nothing_and_give_the_same_numbers()
    {
        await using var rig = await new AdapterRig { Csv = Csv, LineageEpsilonMicrosMax = 2 * Epsilon, TrainerEpsilonMicrosMax = Epsilon }.StartAsync();
        var first = await AskAsync(rig, "SELECT HISTOGRAM(age, 30.0), COUNT(*) FROM people");
        var second = await AskAsync(rig, "SELECT COUNT(*), BINS(age, 4) FROM people GROUP BY BINS(age, 4)");
        Assert.Equal(first.Cells, second.Cells);
        Assert.Equal(0, second.LineageCost.EpsilonMicros);
    }

    [Theory]
    [InlineData("SELECT HISTOGRAM(age, 0.5) FROM people")]
    [InlineData("SELECT BINS(age, 7) FROM people")]
    [InlineData("SELECT BINS(sex, 2) FROM people")]
    [InlineData("SELECT COUNT(DISTINCT nothing) FROM people")]
    [InlineData("SELECT MONTH(age) FROM people")]
    [InlineData("SELECT note, COUNT(*) FROM people GROUP BY note")]
    [InlineData("SELECT VARIANCE(note) FROM people")]
    public async Task What_cannot_be_planned_is_refused_before_anything_is_debited_or_read(string sql)
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(rig, sql));
        Assert.Equal(RefusalReason.RequestInvalid, refusal.Refusal.Reason);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    private static StatisticRelease Parse(SealedRelease release) =>
        StatisticRelease.Parser.ParseFrom(release.Envelope.Payload);

    private static async Task<(StatisticRelease Release, Estimates Estimates)> AskAsync(string sql)
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();
        var release = await AskAsync(rig, sql);
        return (release, new Estimates(Merge.Sum([ReleaseTable.Of(release)])));
    }

    private static async Task<StatisticRelease> AskAsync(AdapterRig rig, string sql) => StatisticRelease.Parser.ParseFrom(
        (await rig.AskAsync(Epsilon, request => request.Query = SqlCompiler.Compile(sql))).Envelope.Payload);
}
