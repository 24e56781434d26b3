using Federation.Contracts.Type.V1;

namespace Federation.Tests.Adapter;

/// <summary>
/// P3 at the edge of the adapter: what leaves carries noise of the stated scale and shows every declared group.
/// </summary>
public class P3PrivateTests
{
    /// <summary>
    /// A hundred questions with one true answer each. Goal: catch missing noise and a wrong scale. Method: the mean
    /// absolute noise of a count at ε = 0.1 is 9.98 rows; the mean of 200 draws has a standard error of 0.7, so bounds
    /// of 6.5 and 13.5 fail by chance less than once in 10⁶ runs. Half the scale gives 5, twice the scale 20.
    /// </summary>
    [Fact]
    public async Task Counts_leave_with_the_noise_that_their_epsilon_buys_and_no_less()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 100_000_000,
            TrainerEpsilonMicrosMax = 100_000_000,
        }.StartAsync();
        var noises = new List<double>();
        for (var number = 0; number < 100; number++)
        {
            var question = number;
            var release = await rig.AskAsync(100_000, request => P2FundedTests.Distinguish(request, question));
            noises.AddRange(ReleaseOf(release).Cells.Select(cell => Math.Abs(cell.Values[0] - 1.0)));
        }

        Assert.InRange(noises.Average(), 6.5, 13.5);
    }

    [Fact]
    public async Task Every_declared_group_is_answered_also_where_it_is_empty_and_no_other()
    {
        await using var rig = await new AdapterRig { Csv = ["pid,sex,age,note", "1,f,30,a", "2,x,30,b"] }.StartAsync();

        var release = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(1_000)).Envelope.Payload);

        Assert.Equal(["f", "m"], release.Cells.Select(cell => cell.Key[0].Text));
    }

    /// <summary>
    /// Twenty cells of two requests for two questions: the noise of one must not stand in the other. Two draws at
    /// ε = 0.01 agree in one cell with probability 0.0025; in more than 5 of 20 by chance less than once in 10¹⁰.
    /// </summary>
    [Fact]
    public async Task No_two_questions_share_their_noise()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var agreeing = 0;
        for (var number = 0; number < 10; number++)
        {
            var question = number;
            var one = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(
                10_000, request => P2FundedTests.Distinguish(request, question))).Envelope.Payload);
            var other = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(
                10_000, request => P2FundedTests.Distinguish(request, question + 100))).Envelope.Payload);
            agreeing += one.Cells.Zip(other.Cells).Count(pair => pair.First.Values[0] == pair.Second.Values[0]);
        }

        Assert.InRange(agreeing, 0, 5);
    }

    /// <summary>
    /// One unit with fifty records counts as one: at ε = 10 noise of 3 or more has a probability below 10⁻¹².
    /// </summary>
    [Fact]
    public async Task A_unit_with_many_records_counts_as_many_as_the_policy_says()
    {
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", .. Enumerable.Repeat("1,f,30,a", 50)],
            LineageEpsilonMicrosMax = 10_000_000,
        }.StartAsync();

        var release = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(10_000_000)).Envelope.Payload);

        Assert.InRange(release.Cells[0].Values[0], -1, 3);
    }

    [Fact]
    public async Task An_answer_that_another_trainer_was_given_looks_and_costs_like_a_first_one()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var first = await rig.AskAsync(1_000);
        var second = await rig.AskAsync(1_000, trainer: rig.Second);

        var (one, other) = (ReleaseOf(first), ReleaseOf(second));
        Assert.Equal(one.Cells, other.Cells);
        Assert.Equal(one.LineageCost, other.LineageCost);
        Assert.Equal(2, rig.Store!.ReadsCount); // As slow as a first asking.
        var entry = Contracts.Audit.V1.AuditEntry.Parser.ParseFrom(second.Receipt.Entry.Span[1..]);
        Assert.False(entry.Release.IsStoredAnswer);
        var intents = (await rig.EntriesAsync()).Where(one => one.Intent is not null).Select(one => one.Intent);
        Assert.Equal([(1_000L, 1_000L), (0L, 1_000L)], intents.Select(intent =>
            (intent.LineageCost.EpsilonMicros, intent.TrainerCost.EpsilonMicros)));
    }

    private static StatisticRelease ReleaseOf(SealedRelease release) =>
        StatisticRelease.Parser.ParseFrom(release.Envelope.Payload);

    [Fact]
    public async Task The_release_states_the_scale_of_its_noise_and_the_bound_on_each_unit()
    {
        await using var rig = await new AdapterRig().StartAsync();

        var release = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(250_000)).Envelope.Payload);

        var noise = Assert.Single(release.Components).Noise;
        Assert.Equal(4.0, (double)noise.ScaleNumerator / noise.ScaleDenominator);
        Assert.Equal(1, release.RecordsPerUnit);
    }
}
