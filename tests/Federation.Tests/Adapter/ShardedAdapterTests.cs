using Federation.Adapter.Odometers;
using Federation.Adapter.Policies;
using Federation.Audit;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P2, P5 and P9: an adapter goes on in the next shard of its log as if there were one log.</summary>
public sealed class ShardedAdapterTests
{
    [Fact]
    public async Task The_same_request_gets_the_same_bytes_without_a_debit_and_a_receipt_of_the_new_shard()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000_000 }.StartAsync();
        var envelope = rig.SignedQuestion(300_000);
        var first = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
        var before = Spent(rig);
        var old = rig.LogKeyOf(1);

        await rig.AdvanceAsync();
        var again = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
        var third = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);

        Assert.Equal(first.Envelope, again.Envelope);
        Assert.Equal(first.Envelope, third.Envelope);
        Assert.Equal(again.Receipt.Entry, third.Receipt.Entry); // On record on this shard once.
        Assert.Equal(before, Spent(rig));
        Assert.Equal(0, rig.Store!.ReadsCount);
        foreach (var trusted in new[] { old, rig.LogKeyOf(2) })
        {
            Assert.True(TlogProof.Verify(again.Receipt.Proof, again.Receipt.Entry.Span, trusted).IsValid);
        }

        var entry = EntryBytes.TryRead(again.Receipt.Entry.Span)!;
        Assert.True(entry.Release.IsStoredAnswer);
        Assert.Equal(EntryBytes.TryRead(first.Receipt.Entry.Span)!.Release.ReleaseDigest, entry.Release.ReleaseDigest);
    }

    [Fact]
    public async Task Spent_budgets_stay_spent_used_ids_used_and_held_answers_free()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000_000 }.StartAsync();
        var id = Guid.NewGuid().ToString("D");
        await rig.AskAsync(600_000, requestId: id);
        await rig.AdvanceAsync();
        await rig.AdvanceAsync();

        var refused = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(600_000, request => P2FundedTests.Distinguish(request, 1)));
        Assert.Equal(RefusalReason.BudgetExhausted, refused.Refusal.Reason);
        var replayed = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(500_000, requestId: id));
        Assert.Equal(RefusalReason.RequestReplayed, replayed.Refusal.Reason);
        var held = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(600_000)).Envelope.Payload);
        Assert.Equal(0, held.LineageCost.EpsilonMicros);
        Assert.Equal(600_000, Spent(rig));
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_sample_that_broke_off_goes_on_in_the_next_shard_with_the_same_ciphertext_and_one_debit()
    {
        string[] csv = ["pid,sex,age,note", .. Enumerable.Range(1, 1_500).Select(unit => $"{unit},f,30,note {unit}")];
        await using var rig = await new AdapterRig { Csv = csv, UnitsMax = 2_000 }.StartAsync();
        var envelope = rig.SignedSample(1_000, change: null, requestId: null);
        var broken = await rig.BreakOffAsync(envelope, framesCount: 2);

        await rig.AdvanceAsync();
        var whole = await rig.StreamAsync(envelope);
        await rig.AdvanceAsync();
        var again = await rig.StreamAsync(envelope);

        Assert.Equal(broken[0].Chunk.Envelope, whole[0].Chunk.Envelope);
        Assert.Equal(whole.Select(frame => frame.Ciphertext), again.Select(frame => frame.Ciphertext));
        Assert.Equal(1_000, rig.Open(again).Select(record => record[1]).Distinct().Count());
        Assert.All(
            again.Where(frame => frame.Chunk is not null).Select(frame => frame.Chunk.Receipt),
            receipt => Assert.True(TlogProof.Verify(receipt.Proof, receipt.Entry.Span, rig.LogKeyOf(3)).IsValid));
    }

    [Fact]
    public async Task After_retention_of_the_closed_shard_the_adapter_starts_and_knows_all_that_was_spent()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000_000 }.StartAsync();
        await rig.AskAsync(600_000);
        var closed = rig.AuditFolder;
        await rig.AdvanceAsync();
        LogRetention.Apply(closed, RetentionBound.Before(long.MaxValue));
        await rig.RestartAsync();

        Assert.Equal(600_000, Spent(rig));
        await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(600_000, request => P2FundedTests.Distinguish(request, 1)));
        Assert.Empty(Directory.GetFiles(Path.Combine(closed, "wal")));
    }

    [Fact]
    public async Task A_next_shard_without_its_carry_stops_the_start()
    {
        await using var rig = await new AdapterRig().StartAsync();
        await rig.AskAsync(1_000);
        await rig.AdvanceAsync();
        await rig.Core.DisposeAsync();
        var succession = await File.ReadAllBytesAsync(Path.Combine(rig.AuditFolder, "succession"), AdapterRig.Cancellation);
        var folder = rig.AuditFolder;
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "succession"), succession, AdapterRig.Cancellation);

        var damage = await Assert.ThrowsAsync<AuditLogDamagedException>(() => rig.StartAsync());

        Assert.Contains("LEDGER_CARRY", damage.Message, StringComparison.Ordinal);
    }

    private static long Spent(AdapterRig rig) => Assert.Single(
        Odometer.Read(rig.StateFolder, PolicyBook.Of([rig.Policy]), rig.Time.GetUtcNow())).SpentEpsilonMicros;
}
