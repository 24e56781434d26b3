using System.Security.Cryptography;
using Federation.Adapter.Policies;
using Federation.Contracts.Type.V1;
using Federation.Curation.Filtering;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P2, P3 and P5 of removal reports: what filters hold back is told under noise, paid for, and on record
/// first.</summary>
public sealed class P3RemovalReportTests
{
    private const string Item = "What is the name of the very long river that flows through this quiet old town?";

    /// <summary>The largest ε of a request: at k = 1 the noise has a scale of 0.2, so that |noise| exceeds 6 with a
    /// chance below 2·10⁻¹³ a count.</summary>
    private const long AlmostExactMicros = 10_000_000;

    private const long Slack = 6;

    /// <summary>60 write Chinese, 40 English, 30 an item.</summary>
    private static readonly string[] Mixed =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 60).Select(unit => $"{unit},f,30,公园里的花都开了，人们在湖边散步，这是第{unit}天。"),
        .. Enumerable.Range(61, 40).Select(unit => $"{unit},m,30,the flowers by the lake are in bloom {unit}"),
        .. Enumerable.Range(101, 30).Select(unit => $"{unit},m,30,\"{Item} Ask {unit}.\""),
    ];

    [Fact]
    public async Task Every_outcome_is_counted_over_the_records_that_were_paid_for()
    {
        await using var rig = await RigAsync(rules => rules with
        {
            EvaluationItemsMax = 10,
            Columns = [.. rules.Columns.Select(column => column.Name == "note"
                ? column with { Text = new TextRecipe { Languages = ["en"] } } : column)],
        });

        var report = ReportOf(await rig.SampleAsync(130, request =>
        {
            request.RemovalEpsilonMicros = AlmostExactMicros;
            request.EvaluationSets.Add(new EvaluationSet { Name = "rivers", Items = { Item } });
            request.EvaluationSets.Add(new EvaluationSet
            {
                Name = "lakes",
                Items = { "Which of the nine lakes below the pass is the deepest one of all?" },
            });
        }));

        Assert.Equal((130, 1), (report.RecordsCount, report.RecordsPerUnit));
        Assert.Equal(
            [
                .. Enum.GetValues<RemovalOutcome>()
                    .Where(outcome => outcome is not (RemovalOutcome.Unspecified or RemovalOutcome.Evaluation)),
                RemovalOutcome.Evaluation, RemovalOutcome.Evaluation,
            ],
            report.Counts.Select(count => count.Outcome));
        AssertNear(40, report, RemovalOutcome.Passed);
        AssertNear(60, report, RemovalOutcome.Language);
        AssertNear(0, report, RemovalOutcome.Leak);
        Assert.InRange(report.Counts[^2].RecordsCount, 30 - Slack, 30 + Slack);
        Assert.InRange(report.Counts[^1].RecordsCount, -Slack, Slack);
        Assert.Equal(["rivers", "lakes"], report.Counts.TakeLast(2).Select(count => count.EvaluationSet));
    }

    [Fact]
    public async Task Its_noise_has_the_scale_of_two_times_the_records_of_a_unit_over_epsilon()
    {
        await using var rig = await RigAsync(rules => rules, recordsPerUnit: 3);

        var report = ReportOf(await rig.SampleAsync(10, request => request.RemovalEpsilonMicros = 250_000));

        Assert.Equal(
            (NoiseKind.DiscreteLaplace, 6_000_000L, 250_000L),
            (report.Noise.Kind, report.Noise.ScaleNumerator, report.Noise.ScaleDenominator));
        Assert.Equal((250_000L, 0L), (report.LineageCost.EpsilonMicros, report.LineageCost.DeltaFemtos));
    }

    /// <summary>Of 11 counts whose true values are known, 40 times: the mean absolute noise at scale 8 is 7.98, its
    /// standard deviation over 440 draws 0.38; five of them are passed by chance once in 10⁶ runs.</summary>
    [Fact]
    public async Task Reports_of_one_window_differ_as_their_noise_says()
    {
        await using var rig = await RigAsync(rules => rules);
        var sum = 0L;
        for (var round = 0; round < 40; round++)
        {
            var report = ReportOf(await rig.SampleAsync(1, request => request.RemovalEpsilonMicros = 250_000));
            sum += report.Counts.Sum(count =>
                Math.Abs(count.RecordsCount - (count.Outcome == RemovalOutcome.Passed ? 1 : 0)));
        }

        Assert.InRange(sum / (40.0 * 10), 7.98 - 2, 7.98 + 2);
    }

    [Fact]
    public async Task A_record_that_repeats_another_counts_as_if_it_stood_alone()
    {
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", .. Enumerable.Range(1, 50).Select(unit => $"{unit},f,30,the very same words")],
            LineageEpsilonMicrosMax = 100_000_000,
            Samples = rules => rules with
            {
                Columns = [.. rules.Columns.Select(column => column.Name == "note"
                    ? column with { Text = new TextRecipe { DropsDuplicates = true } } : column)],
            },
        }.StartAsync();

        var frames = await rig.SampleAsync(50, request => request.RemovalEpsilonMicros = AlmostExactMicros);

        Assert.Single(rig.Open(frames));
        AssertNear(50, ReportOf(frames), RemovalOutcome.Passed);
    }

    [Fact]
    public async Task It_is_debited_before_data_is_read_and_refused_where_too_little_is_left()
    {
        await using var rig = await RigAsync(rules => rules, lineageMicros: 300_000);

        _ = ReportOf(await rig.SampleAsync(1, request => request.RemovalEpsilonMicros = 200_000));
        var readsCount = rig.Store!.ReadsCount;
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.SampleAsync(1, request => request.RemovalEpsilonMicros = 200_000));

        Assert.Equal(RefusalReason.BudgetExhausted, refusal.Refusal.Reason);
        Assert.Equal(readsCount, rig.Store.ReadsCount);
        var statistic = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(200_000));
        Assert.Equal(RefusalReason.BudgetExhausted, statistic.Refusal.Reason); // The same budget.
        var intent = (await rig.EntriesAsync()).First(entry => entry.Intent is not null).Intent;
        Assert.Equal((200_000L, 200_000L), (intent.LineageCost.EpsilonMicros, intent.TrainerCost.EpsilonMicros));
    }

    [Fact]
    public async Task When_it_leaves_it_is_on_record_with_its_cost_and_its_bytes_are_kept()
    {
        await using var rig = await RigAsync(rules => rules);
        var unsynced = -1;
        RemovalReport? report = null;
        byte[] payload = [];

        await rig.Core.Samples.RunAsync(
            rig.SignedSample(2, request => request.RemovalEpsilonMicros = 200_000, requestId: null),
            frame =>
            {
                if (frame.RemovalReport is { } release)
                {
                    unsynced = rig.LogStorage!.UnsyncedWritesCount;
                    payload = release.Envelope.Payload.ToByteArray();
                    report = RemovalReport.Parser.ParseFrom(payload);
                }

                return Task.CompletedTask;
            },
            AdapterRig.Cancellation);

        Assert.Equal(0, unsynced);
        var entry = (await rig.EntriesAsync()).Single(entry => entry.Release?.Cost is not null);
        Assert.Equal(SHA256.HashData(payload), entry.Release.ReleaseDigest.ToByteArray());
        Assert.Equal((report!.AccessId, report.LineageCost), (entry.AccessId, entry.Release.Cost));
        Assert.Equal(1, entry.Release.ChunkNumber);
    }

    [Fact]
    public async Task Where_its_release_cannot_be_recorded_it_does_not_leave()
    {
        await using var rig = await RigAsync(rules => rules);
        var frames = new List<SampleFrame>();

        await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Samples.RunAsync(
            rig.SignedSample(2, request => request.RemovalEpsilonMicros = 200_000, requestId: null),
            frame =>
            {
                frames.Add(frame);
                rig.LogStorage!.FailsNextSync = true; // Behind the chunk, before the report.
                return Task.CompletedTask;
            },
            AdapterRig.Cancellation));

        Assert.DoesNotContain(frames, frame => frame.RemovalReport is not null);
    }

    [Fact]
    public async Task The_same_request_gets_the_same_report_and_pays_once_whenever_it_broke_off()
    {
        await using var rig = await RigAsync(rules => rules);
        var envelope = rig.SignedSample(2, request => request.RemovalEpsilonMicros = 200_000, requestId: null);

        var broken = await rig.BreakOffAsync(envelope, 3); // Chunk, ciphertext, report: and no end.
        var first = await rig.StreamAsync(envelope);
        await rig.RestartAsync();
        var again = await rig.StreamAsync(envelope);

        Assert.Equal(broken.Select(Signed), first.Take(3).Select(Signed));
        Assert.Equal(first.Select(Signed), again.Select(Signed));
        Assert.Equal(1, (await rig.EntriesAsync()).Count(entry => entry.Release?.Cost is not null));
    }

    [Fact]
    public async Task Behind_it_nothing_is_read_again_and_no_record_that_was_written_since_follows()
    {
        await using var rig = await RigAsync(rules => rules);
        var envelope = rig.SignedSample(
            200, request => request.RemovalEpsilonMicros = 200_000, requestId: null); // 130 are there.
        var broken = await BreakOffBehindReportAsync(rig, envelope);
        await File.AppendAllLinesAsync(
            Path.Combine(rig.Folder, "people.csv"), ["201,f,30,written behind the report", "202,m,40,this one too"],
            AdapterRig.Cancellation);
        await rig.RestartAsync();
        var readsCount = rig.Store!.ReadsCount;

        var resumed = await rig.StreamAsync(envelope);

        Assert.Equal(readsCount, rig.Store.ReadsCount);
        Assert.Equal(SampleFrame.KindOneofCase.End, resumed[^1].KindCase);
        Assert.Equal(broken.Select(Signed), resumed.SkipLast(1).Select(Signed));
        Assert.Equal(130, rig.Open(resumed).Count);
        Assert.Equal(132, rig.Open(await rig.SampleAsync(200)).Count); // They were there to be read.
    }

    [Fact]
    public async Task Nobody_who_did_not_ask_gets_one_and_nobody_can_ask_for_more_than_a_request_may_spend()
    {
        await using var rig = await RigAsync(rules => rules);

        Assert.DoesNotContain(await rig.SampleAsync(5), frame => frame.RemovalReport is not null);
        foreach (var micros in new[] { -1, AlmostExactMicros + 1 })
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(
                () => rig.SampleAsync(5, request => request.RemovalEpsilonMicros = micros));
            Assert.Equal("removal_epsilon_micros", refusal.Refusal.Facts["field"]);
        }
    }

    /// <summary>Asks for a sample and goes away with its report, before its end.</summary>
    private static async Task<List<SampleFrame>> BreakOffBehindReportAsync(AdapterRig rig, Envelope envelope)
    {
        var frames = new List<SampleFrame>();
        await Assert.ThrowsAsync<OperationCanceledException>(() => rig.Core.Samples.RunAsync(
            envelope,
            frame =>
            {
                frames.Add(frame);
                return frame.RemovalReport is null ? Task.CompletedTask : throw new OperationCanceledException();
            },
            AdapterRig.Cancellation));
        return frames;
    }

    /// <summary>What was signed of a frame: a newer checkpoint may prove it.</summary>
    private static object Signed(SampleFrame frame) =>
        frame.Chunk?.Envelope ?? frame.RemovalReport?.Envelope ?? (object)frame;

    private static async Task<AdapterRig> RigAsync(
        Func<SampleRules, SampleRules> change, int recordsPerUnit = 1, long lineageMicros = 100_000_000) =>
        await new AdapterRig
        {
            Csv = Mixed,
            RecordsPerUnit = recordsPerUnit,
            LineageEpsilonMicrosMax = lineageMicros,
            TrainerEpsilonMicrosMax = 100_000_000,
            Samples = change,
        }.StartAsync();

    private static RemovalReport ReportOf(List<SampleFrame> frames)
    {
        Assert.Equal(SampleFrame.KindOneofCase.RemovalReport, frames[^2].KindCase);
        return RemovalReport.Parser.ParseFrom(frames[^2].RemovalReport.Envelope.Payload);
    }

    private static void AssertNear(long expected, RemovalReport report, RemovalOutcome outcome) => Assert.InRange(
        report.Counts.Single(count => count.Outcome == outcome).RecordsCount, expected - Slack, expected + Slack);
}
