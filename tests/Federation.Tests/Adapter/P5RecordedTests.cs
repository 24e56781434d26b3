using System.Security.Cryptography;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P5: what leaves is on the log first; refusals are too; entries are no function of private values.</summary>
public class P5RecordedTests
{
    [Fact]
    public async Task A_statistic_leaves_an_intent_a_release_of_its_very_bytes_and_an_outcome()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var release = await rig.AskAsync(1_000);

        var entries = await rig.EntriesAsync();

        Assert.Equal(
            [AuditEntry.EventOneofCase.Intent, AuditEntry.EventOneofCase.Release, AuditEntry.EventOneofCase.Outcome],
            entries.Select(entry => entry.EventCase));
        Assert.Single(entries.Select(entry => entry.AccessId).Distinct());
        Assert.Equal(SHA256.HashData(release.Envelope.Payload.Span), entries[1].Release.ReleaseDigest.ToByteArray());
        Assert.Equal(["trainer", "purpose", "literals"], entries[0].Intent.Commitments.Select(c => c.Tag));
    }

    [Fact]
    public async Task Every_chunk_of_a_sample_has_a_release_of_its_own_and_a_running_digest()
    {
        string[] csv = ["pid,sex,age,note", .. Enumerable.Range(1, 1_500).Select(unit => $"{unit},f,30,note {unit}")];
        await using var rig = await new AdapterRig { Csv = csv, UnitsMax = 2_000, RecordsMax = 5_000 }.StartAsync();
        var chunks = (await rig.SampleAsync(1_000)).Concat(await rig.SampleAsync(1_000))
            .Where(frame => frame.KindCase == SampleFrame.KindOneofCase.Chunk)
            .Select(frame => frame.Chunk.Envelope.Payload.Span.ToArray()).ToArray();

        var releases = (await rig.EntriesAsync()).Where(entry => entry.Release is not null).ToArray();

        Assert.Equal(chunks.Length, releases.Length);
        Assert.Equal(chunks.Select(SHA256.HashData), releases.Select(entry => entry.Release.ReleaseDigest.ToByteArray()));
        Assert.All(releases, entry => Assert.Equal(32, entry.Release.RunningDigest.Length));
    }

    [Fact]
    public async Task When_a_chunk_leaves_its_release_is_synced_to_disk_and_its_bytes_are_kept()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var segments = Path.Combine(rig.AuditFolder, "wal");
        var seen = 0;

        await rig.Core.Samples.RunAsync(
            rig.SignedSample(2, change: null, requestId: null),
            frame =>
            {
                if (frame.KindCase == SampleFrame.KindOneofCase.Chunk)
                {
                    seen++;
                    Assert.Equal(0, rig.LogStorage!.UnsyncedWritesCount);
                    Assert.True(OnDisk(segments, SHA256.HashData(frame.Chunk.Envelope.Payload.Span)));
                    Assert.True(OnDisk(Path.Combine(rig.Folder, "state", "answers", "wal"), frame.Chunk.Envelope.Payload.Span));
                }

                return Task.CompletedTask;
            },
            AdapterRig.Cancellation);

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task When_a_chunks_release_cannot_be_recorded_not_one_frame_of_it_leaves()
    {
        await using var rig = await new AdapterRig().StartAsync();
        rig.Store!.BeforeRead = () => rig.LogStorage!.FailsNextSync = true;
        var frames = new List<SampleFrame>();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Samples.RunAsync(
            rig.SignedSample(2, change: null, requestId: null),
            frame =>
            {
                frames.Add(frame);
                return Task.CompletedTask;
            },
            AdapterRig.Cancellation));

        Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        Assert.Empty(frames);
    }

    [Fact]
    public async Task A_refusal_is_an_intent_that_denies_with_its_reason()
    {
        await using var rig = await new AdapterRig().StartAsync();
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(0));

        var entry = Assert.Single(await rig.EntriesAsync());

        Assert.Equal(Decision.Deny, entry.Intent.Decision);
        Assert.Equal(RefusalReason.RequestInvalid, entry.Intent.Reason);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task When_the_log_cannot_be_synced_nothing_leaves_then_or_later_and_nothing_is_tried_again(int syncNumber)
    {
        await using var rig = await new AdapterRig().StartAsync();
        rig.Store!.BeforeRead = () => rig.LogStorage!.FailsNextSync = syncNumber == 2;
        rig.LogStorage!.FailsNextSync = syncNumber == 1;

        var first = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1_000));
        var later = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(2_000));

        Assert.Equal(RefusalReason.AuditUnavailable, first.Refusal.Reason);
        Assert.Equal(RefusalReason.AuditUnavailable, later.Refusal.Reason);
        Assert.False(rig.Core.IsWritable);
        Assert.Equal(syncNumber - 1, rig.Store.ReadsCount);
    }

    [Fact]
    public async Task Once_the_log_is_closed_neither_what_is_kept_nor_a_no_leaves()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var (question, sample) = (rig.SignedQuestion(1_000), rig.SignedSample(2, change: null, requestId: null));
        await rig.Core.Queries.RunAsync(question, AdapterRig.Cancellation);
        await rig.StreamAsync(sample);
        rig.LogStorage!.FailsNextSync = true;
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(2_000));
        Func<Task>[] calls =
        [
            () => rig.Core.Queries.RunAsync(question, AdapterRig.Cancellation), () => rig.StreamAsync(sample),
            () => rig.AskAsync(0), () => rig.SampleAsync(-1),
        ];

        foreach (var call in calls)
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(call);
            Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        }
    }

    [Fact]
    public async Task A_no_that_cannot_be_put_on_record_is_not_told()
    {
        await using var rig = await new AdapterRig().StartAsync();
        rig.LogStorage!.FailsNextSync = true;

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(0));

        Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
    }

    [Fact]
    public async Task When_an_answer_cannot_be_kept_it_does_not_leave()
    {
        await using var rig = await new AdapterRig().StartAsync();
        rig.Store!.BeforeRead = () => Directory.Delete(Path.Combine(rig.Folder, "state", "answers"), recursive: true);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1_000));

        Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        Assert.DoesNotContain(await rig.EntriesAsync(), entry => entry.Release is not null);
    }

    [Fact]
    public async Task Neighbouring_stores_leave_the_same_entries_but_for_blinds_and_digests_of_what_was_released()
    {
        var one = await ShapeOfLogAsync(["pid,sex,age,note", "1,f,30,a"]);
        var other = await ShapeOfLogAsync(["pid,sex,age,note", "1,f,30,a", "2,m,99,a secret that nobody may see"]);

        Assert.Equal(one, other);
    }

    private static bool OnDisk(string folder, ReadOnlySpan<byte> bytes)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<string[]> ShapeOfLogAsync(string[] csv)
    {
        await using var rig = await new AdapterRig { Csv = csv }.StartAsync();
        await rig.AskAsync(1_000);
        return [.. (await rig.EntriesAsync()).Select(entry =>
            $"{entry.EventCase} {entry.Intent?.Dataset} {entry.Intent?.LineageCost} {entry.Release?.RecordsCount}")];
    }
}
