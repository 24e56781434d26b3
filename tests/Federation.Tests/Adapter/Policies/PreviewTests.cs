using Federation.Adapter.Previews;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter.Policies;

public sealed class PreviewTests
{
    private static readonly string[] Csv =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 60).Select(unit => $"{unit},{(unit % 2 == 0 ? "f" : "m")},30,mail {unit} to u{unit}@example.org"),
        "61,13912345678,30,held back", "62,13912345679,30,held back too",
    ];

    private static readonly AggregateQuery Question = new()
    {
        Dataset = "people",
        GroupBy = { "sex" },
        Measures =
        {
            new Measure { Kind = MeasureKind.Count }, new Measure { Kind = MeasureKind.Mean, Column = "age" },
        },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_previewed_sample_is_field_by_field_what_is_released_then()
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();

        var preview = await SamplePreviewer.RunAsync(rig.Policy, rig.SelectionKey, 60, [], Cancellation);
        var released = rig.Open(await rig.SampleAsync(60));

        Assert.Equal(60, released.Count);
        Assert.Equal(released, preview.Records.Select(record => record.Fields.Select(field => field.Text).ToArray()));
        Assert.InRange(preview.HeldBackCount, 0, 2);
        var all = await SamplePreviewer.RunAsync(rig.Policy, rig.SelectionKey, 1_000, ["sex"], Cancellation);
        Assert.Equal((60, 2), (all.Records.Count, all.HeldBackCount));
    }

    /// <summary>
    /// Two cells of three integers at ε = 0.01: each has a noise of scale 200 or more, so all six agree by chance less
    /// than once in 10¹² runs.
    /// </summary>
    [Fact]
    public async Task The_noise_of_an_example_is_neither_that_of_the_release_nor_that_of_the_next_example()
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();

        var first = await AskAsync(rig, 10_000);
        var release = StatisticRelease.Parser.ParseFrom(
            (await rig.AskAsync(10_000, request => request.Query = Question)).Envelope.Payload);
        var second = await AskAsync(rig, 10_000);

        var real = release.Cells.SelectMany(cell => cell.Values).ToList();
        Assert.NotEqual(real, first.Rows.SelectMany(row => row.ExampleValues));
        Assert.NotEqual(real, second.Rows.SelectMany(row => row.ExampleValues));
        Assert.NotEqual(first.Rows.SelectMany(row => row.ExampleValues), second.Rows.SelectMany(row => row.ExampleValues));
        Assert.Equal(first.QuestionDigest, second.QuestionDigest);
        Assert.Equal(release.Cells.Select(cell => cell.Key[0].Text), first.Rows.Select(row => row.Key[0]));
    }

    [Fact]
    public async Task Cost_and_error_bars_are_those_of_the_real_answer()
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();

        var counts = await StatisticPreviewer.RunAsync(
            rig.Policy, rig.SelectionKey,
            new AggregateQuery { Dataset = "people", Measures = { new Measure { Kind = MeasureKind.Count } } }, 500_000, Cancellation);

        Assert.Equal(500_000, counts.EpsilonMicros);
        var estimate = counts.Rows[0].ExampleEstimates[0]; // Scale 2: P(|noise| > 6) = 2·e^(−7/2) / (1 + e^(−1/2)) < 5 %.
        Assert.Equal(12, estimate.Interval95.Width, 9);
    }

    /// <summary>At (0.01, 0.001) Gaussian noise errs less; the cost is then a ρ.</summary>
    [Fact]
    public async Task A_delta_shows_gaussian_noise_where_the_policy_grants_it_and_is_refused_where_not()
    {
        const long delta = 1_000_000_000_000;
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();
        var policy = rig.Policy with
        {
            Budget = rig.Policy.Budget with { LineageDeltaFemtosMax = delta, RequestDeltaFemtosMax = delta },
        };

        var preview = await StatisticPreviewer.RunAsync(policy, rig.SelectionKey, Question, 10_000, Cancellation, delta);

        Assert.Equal(long.MaxValue, preview.EpsilonMicros);
        Assert.InRange(preview.RhoMicros, 1, Privacy.Accounting.ZcdpConversion.RhoMicros(10_000, delta));
        await RefusedAsync(() => StatisticPreviewer.RunAsync(rig.Policy, rig.SelectionKey, Question, 10_000, Cancellation, delta));
    }

    [Fact]
    public async Task A_preview_leaves_log_answers_and_budget_as_they_were()
    {
        await using var rig = await new AdapterRig { Csv = Csv, LineageEpsilonMicrosMax = 1_000_000, TrainerEpsilonMicrosMax = 1_000_000 }.StartAsync();
        await rig.AskAsync(10_000);
        await rig.RestartAsync(); // How the access ended is written soon after the answer: let it settle.
        var before = Snapshot(rig.StateFolder);

        for (var number = 0; number < 5; number++)
        {
            await AskAsync(rig, 900_000);
            await SamplePreviewer.RunAsync(rig.Policy, rig.SelectionKey, 10, [], Cancellation);
        }

        Assert.Equal(before, Snapshot(rig.StateFolder));
        Assert.NotNull(await rig.AskAsync(990_000, request => request.Query.Measures.Add(new Measure { Kind = MeasureKind.Sum, Column = "age" })));
    }

    [Fact]
    public async Task What_the_adapter_would_refuse_is_refused()
    {
        await using var rig = await new AdapterRig { Csv = Csv }.StartAsync();

        await RefusedAsync(() => AskAsync(rig, 10_000_001));
        await RefusedAsync(() => StatisticPreviewer.RunAsync(
            rig.Policy, rig.SelectionKey, new AggregateQuery(Question) { GroupBy = { "note" } }, 10, Cancellation));
        await RefusedAsync(() => SamplePreviewer.RunAsync(rig.Policy, rig.SelectionKey, 1, ["age"], Cancellation));
        await RefusedAsync(() => SamplePreviewer.RunAsync(rig.Policy, rig.SelectionKey, 1_001, [], Cancellation));
    }

    private static async Task RefusedAsync(Func<Task> preview) =>
        Assert.Equal(RefusalReason.RequestInvalid, (await Assert.ThrowsAsync<RefusalException>(preview)).Refusal.Reason);

    private static Task<StatisticPreview> AskAsync(AdapterRig rig, long epsilonMicros) =>
        StatisticPreviewer.RunAsync(rig.Policy, rig.SelectionKey, Question, epsilonMicros, Cancellation);

    private static List<(string File, long LengthBytes, DateTime Written)> Snapshot(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (file, new FileInfo(file).Length, File.GetLastWriteTimeUtc(file))),
    ];
}
