using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>
/// P9: the same signed request gets the same bytes again, without debit, across restarts and broken streams.
/// </summary>
public class P9CrashSafeTests
{
    [Fact]
    public async Task The_same_request_gets_the_same_bytes_after_a_restart_and_after_it_expired_without_debit()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        var first = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);

        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.RestartAsync();
        var again = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);

        Assert.Equal(first.Envelope, again.Envelope);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task The_same_request_sent_twenty_times_at_once_is_answered_with_one_draw()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);

        var releases = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation)));

        Assert.Single(releases.Select(release => release.Envelope.Payload).Distinct());
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task An_old_question_under_a_new_id_gets_the_same_values_and_costs_the_lineage_nothing()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var first = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(1_000)).Envelope.Payload);
        var second = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(1_000)).Envelope.Payload);

        Assert.Equal(first.Cells, second.Cells);
        Assert.NotEqual(first.AccessId, second.AccessId);
        Assert.Equal(0, second.LineageCost.EpsilonMicros);
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task An_answer_whose_bytes_are_lost_is_refused_for_ever_and_never_drawn_anew()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
        await HarmAnswersAsync(rig, Array.Clear);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));

        Assert.Equal(RefusalReason.RequestReplayed, refusal.Refusal.Reason);
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task An_answer_whose_bytes_were_altered_is_refused_and_neither_given_nor_drawn_anew()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
        await HarmAnswersAsync(rig, bytes => bytes[Array.FindLastIndex(bytes, value => value != 0)] ^= 1);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));

        Assert.Equal(RefusalReason.RequestReplayed, refusal.Refusal.Reason);
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_broken_sample_goes_on_with_the_same_ciphertext_and_one_debit()
    {
        string[] csv = ["pid,sex,age,note", .. Enumerable.Range(1, 1_500).Select(unit => $"{unit},f,30,note {unit}")];
        await using var rig = await new AdapterRig { Csv = csv, UnitsMax = 2_000 }.StartAsync();
        var envelope = rig.SignedSample(1_000, change: null, requestId: null);
        var broken = await rig.BreakOffAsync(envelope, framesCount: 2);

        await rig.RestartAsync();
        var whole = await rig.StreamAsync(envelope);
        var again = await rig.StreamAsync(envelope);

        Assert.Equal(broken[0].Chunk.Envelope, whole[0].Chunk.Envelope);
        Assert.Equal(broken[1].Ciphertext, whole[1].Ciphertext);
        Assert.Equal(whole.Select(frame => frame.Ciphertext), again.Select(frame => frame.Ciphertext));
        Assert.Equal(1_000, rig.Open(whole).Select(record => record[1]).Distinct().Count());
    }

    private static async Task HarmAnswersAsync(AdapterRig rig, Action<byte[]> harm)
    {
        var file = Directory.EnumerateFiles(Path.Combine(rig.Folder, "state", "answers", "wal")).Single();
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, AdapterRig.Cancellation);
        harm(bytes);
        stream.Position = 0;
        await stream.WriteAsync(bytes, AdapterRig.Cancellation);
    }
}
