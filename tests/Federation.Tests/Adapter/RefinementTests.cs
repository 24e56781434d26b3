using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using static Federation.Tests.Attacks.Attacker;
using NoiseKind = Federation.Contracts.Type.V1.NoiseKind;

namespace Federation.Tests.Adapter;

/// <summary>
/// P2: who holds an answer pays only the difference for a more precise one, and nothing for a less precise one; to
/// everybody else it makes no difference.
/// </summary>
/// <remarks>δ is 0.001, so that Gaussian noise errs less already for few numbers.</remarks>
public sealed class RefinementTests
{
    private const long Delta = 1_000_000_000_000;
    private const string Sql = "SELECT sex, AVG(age), COUNT(DISTINCT pid) FROM people GROUP BY sex";

    private static readonly string[] Csv =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 200).Select(i => $"{i},{(i <= 100 ? "f" : "m")},{(i > 100 ? 40 : i % 2 == 0 ? 20 : 60)},x"),
    ];

    [Fact]
    public async Task A_more_precise_repeat_pays_the_difference_in_rho_and_errs_as_little_as_the_whole_price_would()
    {
        await using var rig = await StartAsync();
        var first = await AskAsync(rig, 10_000);
        var whole = await AskAsync(rig, 20_000, rig.Second);
        var second = await AskAsync(rig, 20_000);

        Assert.All(second.Components, component => Assert.Equal(NoiseKind.RefinedGaussian, component.Noise.Kind));
        Assert.Equal([first.AccessId], second.RefinedAccessIds);
        var (steps, price) = (first.LineageCost.RhoMicros + second.LineageCost.RhoMicros, whole.LineageCost.RhoMicros);
        Assert.InRange(steps, price - second.Components.Count, price + second.Components.Count);
        Assert.Equal(long.MaxValue, second.LineageCost.EpsilonMicros);
        foreach (var (one, other) in Noises(second).Zip(Noises(whole)))
        {
            Assert.InRange(one.Variance / other.Variance, 0.99, 1.01);
        }

        Assert.NotEqual(first.Cells, second.Cells);
        Assert.Equal(10_000, (await IntentOfAsync(rig, second)).TrainerCost.EpsilonMicros);
    }

    [Fact]
    public async Task A_third_step_uses_all_draws_also_after_a_restart_and_the_ledger_adds_them_up()
    {
        await using var rig = await StartAsync();
        var first = await AskAsync(rig, 10_000);
        var second = await AskAsync(rig, 15_000);
        await rig.RestartAsync();
        var third = await AskAsync(rig, 20_000);

        Assert.Equal([first.AccessId, second.AccessId], third.RefinedAccessIds);
        Assert.Equal(3, third.Components[0].Noise.Terms.Count);
        var whole = await AskAsync(rig, 20_000, rig.Second);
        var debited = (await rig.EntriesAsync()).Where(entry => entry.Intent is { Decision: Decision.Allow })
            .Sum(entry => entry.Intent.LineageCost.RhoMicros);
        var shown = first.LineageCost.RhoMicros + second.LineageCost.RhoMicros + third.LineageCost.RhoMicros;
        Assert.Equal(shown + whole.LineageCost.RhoMicros, debited);
        foreach (var (one, other) in Noises(third).Zip(Noises(whole)))
        {
            Assert.InRange(one.Variance / other.Variance, 0.99, 1.01);
        }
    }

    [Fact]
    public async Task A_less_precise_repeat_gets_the_better_answer_for_nothing_and_reads_nothing()
    {
        await using var rig = await StartAsync();
        await AskAsync(rig, 10_000);
        var best = await AskAsync(rig, 20_000);
        var reads = rig.Store!.ReadsCount;

        var repeat = await AskAsync(rig, 12_000);

        Assert.Equal(best.Cells, repeat.Cells);
        Assert.Equal(best.Components, repeat.Components);
        Assert.Equal((0L, 0L), (repeat.LineageCost.EpsilonMicros, repeat.LineageCost.RhoMicros));
        Assert.Equal(reads, rig.Store.ReadsCount);
    }

    /// <summary>Of pure answers, too: the one at the larger ε is the better one.</summary>
    [Fact]
    public async Task A_pure_answer_serves_for_every_smaller_epsilon_but_not_for_a_larger_one()
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();
        var first = ReleaseOf(await rig.AskAsync(20_000));
        var less = ReleaseOf(await rig.AskAsync(10_000));
        var more = ReleaseOf(await rig.AskAsync(20_001));

        Assert.Equal(first.Cells, less.Cells);
        Assert.Equal((0, 20_001), (less.LineageCost.EpsilonMicros, more.LineageCost.EpsilonMicros));
        Assert.NotEqual(first.Cells, more.Cells);
    }

    [Fact]
    public async Task Whoever_does_not_hold_the_answer_sees_nothing_of_what_others_refined()
    {
        await using var rig = await StartAsync();
        await AskAsync(rig, 10_000);
        await AskAsync(rig, 20_000);
        await using var quiet = await StartAsync();

        foreach (var epsilon in new[] { 12_000, 20_000 })
        {
            var (told, untold) = (await AskAsync(rig, epsilon, rig.Second), await AskAsync(quiet, epsilon, quiet.Second));
            Assert.Equal(untold.LineageCost, told.LineageCost);
            Assert.Equal(untold.Components, told.Components);
            Assert.Equal(untold.RefinedAccessIds.Count, told.RefinedAccessIds.Count);
        }

        Assert.Equal(quiet.Store!.ReadsCount + 2, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_step_whose_store_could_not_be_read_goes_on_under_its_debit()
    {
        await using var rig = await StartAsync();
        await AskAsync(rig, 10_000);
        var request = SignedAt(rig, 20_000, rig.Trainer);
        rig.Store!.Vanishes = true;
        await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Queries.RunAsync(request, AdapterRig.Cancellation));
        await rig.RestartAsync();

        var release = ReleaseOf(await rig.Core.Queries.RunAsync(request, AdapterRig.Cancellation));

        Assert.Equal(2, release.Components[0].Noise.Terms.Count);
        Assert.Equal(2, (await rig.EntriesAsync()).Count(entry => entry.Intent is { Decision: Decision.Allow }));
        Assert.True(Noises(release).All(noise => noise.Terms.Count == 2));
    }

    /// <summary>Answers of both kinds can be refined: a tree of counts is whole numbers like any other.</summary>
    [Fact]
    public async Task Trees_for_quantiles_are_refined_node_by_node()
    {
        var query = QuantileForms.Of(SqlCompiler.Compile("SELECT sex, MEDIAN(age) FROM people GROUP BY sex"), silosCount: 2);
        await using var rig = await StartAsync();
        await rig.AskAsync(10_000, request => (request.Query, request.DeltaFemtos) = (query, Delta));
        var release = ReleaseOf(
            await rig.AskAsync(20_000, request => (request.Query, request.DeltaFemtos) = (query, Delta)));

        var tree = release.Components.Single(component => component.Kind == ComponentKind.QuantileTree);
        Assert.Equal(NoiseKind.RefinedGaussian, tree.Noise.Kind);
        Assert.All(release.Cells, cell => Assert.Equal(tree.ValuesCount, cell.Values.Count));
    }

    private static Task<AdapterRig> StartAsync() => new AdapterRig
    {
        Csv = Csv,
        Budget = rules => rules with { LineageDeltaFemtosMax = 2 * Delta, RequestDeltaFemtosMax = Delta },
    }.StartAsync();

    private static async Task<StatisticRelease> AskAsync(AdapterRig rig, long epsilonMicros, SigningKey? trainer = null) =>
        ReleaseOf(await rig.Core.Queries.RunAsync(
            SignedAt(rig, epsilonMicros, trainer ?? rig.Trainer), AdapterRig.Cancellation));

    private static Envelope SignedAt(AdapterRig rig, long epsilonMicros, SigningKey trainer) => rig.SignedQuestion(
        epsilonMicros, request => (request.Query, request.DeltaFemtos) = (SqlCompiler.Compile(Sql), Delta), trainer: trainer);

    private static List<Answers.NoiseDistribution> Noises(StatisticRelease release) =>
        [.. ReleaseTable.Of(release).Components.Select(component => component.Noise)];

    private static async Task<Intent> IntentOfAsync(AdapterRig rig, StatisticRelease release) =>
        (await rig.EntriesAsync()).Single(entry => entry.AccessId == release.AccessId && entry.Intent is not null).Intent;
}
