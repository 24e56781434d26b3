using Kind = Federation.Contracts.Audit.V1.AuditEntry.EventOneofCase;

namespace Federation.Audit.Tests;

/// <summary>Broker, adapters and trainers must tell one story; every planted lie is found and classed.</summary>
public sealed class ReconciliationTests : IDisposable
{
    private const int Count = 40;

    private readonly LoggedFederation _federation = new(Count);

    public void Dispose() => _federation.Dispose();

    [Fact]
    public async Task Honest_logs_and_receipts_have_no_finding()
    {
        var report = await _federation.ReconcileAsync(await _federation.WriteAsync());
        Assert.True(report.IsClean, string.Join('\n', report.Findings.Select(finding => finding.Explanation)));
        Assert.Equal((Count + 1, 2 * (Count + 1), Count + 1), (
            report.BrokerAccessesCount, report.AdapterAccessesCount, report.ReceiptsCount));
        Assert.Equal((0, 0), (report.PendingCount, report.UncheckedCount));
    }

    [Theory]
    [InlineData("adapter/a")]
    [InlineData("broker/hub")]
    public async Task Entries_that_retention_removed_are_no_lie_and_one_beyond_them_is_found(string writer)
    {
        using var federation = new LoggedFederation(300);
        LoggedFederation.AccessOf(federation.Broker, 280, Kind.Release).Release.Silos[0].ReleaseDigest = LoggedFederation.Digest("other");
        var receipts = await federation.WriteAsync();
        Directory.Delete(Path.Combine(federation.FolderOf(writer), "wal"), recursive: true);
        LogRetention.Apply(federation.FolderOf(writer), RetentionBound.Before(512));
        var report = await federation.ReconcileAsync(receipts);
        var found = Assert.Single(report.Findings);
        Assert.Equal((ReconciliationVerdict.DigestMismatch, "a"), (found.Verdict, found.Silo));
        Assert.InRange(report.UnreadableCount, 100, 600);

        using var forked = new LoggedFederation(300); // A receipt is held against hashes, and those are kept.
        forked.AdapterA[4].Release.LengthBytes++;
        var others = await forked.WriteAsync();
        report = await federation.ReconcileAsync([.. others.Skip(1).Take(1)]);
        Assert.Contains(report.Findings, finding => finding.Verdict == ReconciliationVerdict.ReceiptNotInLog);
    }

    [Fact]
    public async Task The_shards_of_an_adapters_log_are_one_log_and_a_lie_in_the_second_is_found()
    {
        LoggedFederation.AccessOf(_federation.AdapterA, 30, Kind.Release).Release.ReleaseDigest = LoggedFederation.Digest("other");
        var second = await _federation.WriteInShardsAsync("adapter/a", 61); // Between an intent and its release.
        var (hub, first, b) = (_federation.FolderOf("broker/hub"), _federation.FolderOf("adapter/a"), _federation.FolderOf("adapter/b"));

        var report = await _federation.ReconcileAsync([hub], [second, b, first]);

        Assert.Equal((ReconciliationVerdict.DigestMismatch, 0L), (Assert.Single(report.Findings).Verdict, report.UnreadableCount));
        var alone = await _federation.ReconcileAsync([hub], [b, second]);
        Assert.Single(alone.Findings);
        Assert.InRange(alone.UnreadableCount, 1, 2 * Count);
    }

    [Fact]
    public async Task The_shards_of_a_brokers_log_are_one_log_and_one_that_does_not_continue_the_other_is_named()
    {
        using var other = new LoggedFederation(Count);
        var second = await _federation.WriteInShardsAsync("broker/hub", 40);
        var foreign = await other.WriteInShardsAsync("broker/hub", 42);
        string[] adapters = [.. LoggedFederation.Silos.Select(silo => _federation.FolderOf($"adapter/{silo}"))];

        var report = await _federation.ReconcileAsync([second, _federation.FolderOf("broker/hub")], adapters);
        Assert.True(report.IsClean, string.Join('\n', report.Findings.Select(finding => finding.Explanation)));

        var broken = await _federation.ReconcileAsync([_federation.FolderOf("broker/hub"), foreign], adapters);
        Assert.Contains(broken.Findings, finding => finding.Explanation.Contains("does not begin where", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_a_seen_checkpoint_covers_an_entry_a_clock_that_is_ahead_hides_nothing()
    {
        const long ahead = 3_600_000;
        var hidden = LoggedFederation.AccessOf(_federation.Broker, 7, Kind.Intent).AccessId;
        _federation.Broker.RemoveAll(entry => entry.AccessId == hidden);
        _federation.Shift("adapter/a", ahead); // By time alone, all that it has is later than the broker's copy.
        var before = await _federation.ReconcileAsync(await _federation.WriteAsync());
        Assert.DoesNotContain(before.Findings, finding => finding.Silo == "a");

        using var entangled = new LoggedFederation(Count);
        entangled.Broker.RemoveAll(entry => entry.AccessId == hidden);
        entangled.Shift("adapter/a", ahead);
        entangled.Entangle("broker/hub", "adapter/a");
        var report = await entangled.ReconcileAsync(await entangled.WriteAsync());

        Assert.Contains(report.Findings, finding =>
            (finding.Verdict, finding.Silo) == (ReconciliationVerdict.MissingAtBroker, "a"));
    }

    [Fact]
    public async Task A_release_that_an_adapter_had_seen_at_the_broker_and_does_not_have_is_missing_though_its_clock_is_behind()
    {
        var id = LoggedFederation.AccessOf(_federation.AdapterA, 7, Kind.Intent).AccessId;
        _federation.AdapterA.RemoveAll(entry => entry.AccessId == id);
        _federation.Shift("adapter/a", -3_600_000);
        _federation.Entangle("adapter/a", "broker/hub");

        var report = await _federation.ReconcileAsync(await _federation.WriteAsync());

        Assert.Equal(
            (ReconciliationVerdict.MissingAtAdapter, "a"),
            (Assert.Single(report.Findings).Verdict, report.Findings[0].Silo));
    }

    [Fact]
    public async Task What_comes_after_the_last_pair_of_checkpoints_is_pending_though_a_clock_is_some_seconds_ahead()
    {
        foreach (var silo in LoggedFederation.Silos)
        {
            _federation.Entangle("broker/hub", $"adapter/{silo}");
            _federation.Entangle($"adapter/{silo}", "broker/hub");
        }

        _federation.AddAccess(Count + 1, isLater: true); // Under way: the copy of an adapter ends before it.
        var id = LoggedFederation.AccessOf(_federation.AdapterA, Count + 1, Kind.Intent).AccessId;
        _federation.AdapterA.RemoveAll(entry => entry.AccessId == id);
        _federation.Shift("adapter/a", 5_000);

        var report = await _federation.ReconcileAsync(await _federation.WriteAsync());

        Assert.True(report.IsClean, string.Join('\n', report.Findings.Select(finding => finding.Explanation)));
        Assert.Equal(1, report.PendingCount);
    }

    [Fact]
    public async Task An_access_that_the_broker_does_not_have_was_hidden_or_made_past_it()
    {
        var id = LoggedFederation.AccessOf(_federation.Broker, 7, Kind.Intent).AccessId;
        _federation.Broker.RemoveAll(entry => entry.AccessId == id);
        await AssertFoundAsync(
            (ReconciliationVerdict.MissingAtBroker, "a"), (ReconciliationVerdict.MissingAtBroker, "b"));
    }

    [Fact]
    public async Task A_release_that_the_broker_leaves_out_is_missing_there()
    {
        var entry = LoggedFederation.AccessOf(_federation.Broker, 7, Kind.Release);
        entry.Release.Silos.RemoveAt(0);
        await AssertFoundAsync((ReconciliationVerdict.MissingAtBroker, "a"));
    }

    [Fact]
    public async Task An_access_that_an_adapter_does_not_have_is_missing_there()
    {
        var id = LoggedFederation.AccessOf(_federation.AdapterA, 9, Kind.Intent).AccessId;
        _federation.AdapterA.RemoveAll(entry => entry.AccessId == id);
        await AssertFoundAsync((ReconciliationVerdict.MissingAtAdapter, "a"));
    }

    [Fact]
    public async Task An_adapter_that_left_out_the_release_only_is_found_too()
    {
        _federation.AdapterA.Remove(LoggedFederation.AccessOf(_federation.AdapterA, 9, Kind.Release));
        await AssertFoundAsync((ReconciliationVerdict.MissingAtAdapter, "a"));
    }

    [Fact]
    public async Task Other_bytes_are_a_mismatch()
    {
        LoggedFederation.AccessOf(_federation.Broker, 3, Kind.Release).Release.Silos[1].ReleaseDigest =
            LoggedFederation.Digest("other");
        await AssertFoundAsync((ReconciliationVerdict.DigestMismatch, "b"));
    }

    [Fact]
    public async Task Another_request_is_a_mismatch()
    {
        LoggedFederation.AccessOf(_federation.AdapterA, 3, Kind.Intent).Intent.RequestDigest =
            LoggedFederation.Digest("other");
        await AssertFoundAsync((ReconciliationVerdict.DigestMismatch, "a"));
    }

    [Fact]
    public async Task Another_cost_is_a_mismatch_of_epsilon()
    {
        LoggedFederation.AccessOf(_federation.Broker, 5, Kind.Release).Release.Silos[0].Cost =
            new() { EpsilonMicros = 1 };
        await AssertFoundAsync((ReconciliationVerdict.EpsilonMismatch, "a"));
    }

    [Theory]
    [InlineData(500_000, 0)]
    [InlineData(400_000, 1)]
    public async Task Another_cost_of_a_samples_removal_report_is_a_mismatch_of_epsilon(long statedMicros, int found)
    {
        var running = LoggedFederation.Digest("chunks");
        var ended = LoggedFederation.AccessOf(_federation.Broker, 5, Kind.Release).Release;
        LoggedFederation.AccessOf(_federation.AdapterA, 5, Kind.Release).Release.RunningDigest = running;
        LoggedFederation.AccessOf(_federation.AdapterB, 5, Kind.Release).Release.RunningDigest = running;
        (ended.RunningDigest, ended.Silos[0].Cost) = (running, new() { EpsilonMicros = statedMicros });

        await AssertFoundAsync(
            [.. Enumerable.Repeat((ReconciliationVerdict.EpsilonMismatch, "a"), found)]);
    }

    [Fact]
    public async Task An_access_without_an_end_is_unfinished_on_either_side()
    {
        _federation.AdapterA.Remove(LoggedFederation.AccessOf(_federation.AdapterA, 11, Kind.Outcome));
        _federation.Broker.Remove(LoggedFederation.AccessOf(_federation.Broker, 12, Kind.Outcome));
        await AssertFoundAsync((ReconciliationVerdict.Unfinished, "a"), (ReconciliationVerdict.Unfinished, null));
    }

    [Fact]
    public async Task A_receipt_of_a_forked_log_is_kept_with_both_notes()
    {
        var receipts = await _federation.WriteAsync();
        Directory.Delete(_federation.FolderOf("adapter/a"), recursive: true);
        await _federation.WriteForkAsync("adapter/a", entries => entries[1].Release.LengthBytes++);
        var report = await _federation.ReconcileAsync([receipts[0]]);
        var finding = Assert.Single(report.Findings);
        Assert.Equal(ReconciliationVerdict.ReceiptNotInLog, finding.Verdict);
        Assert.Equal(2, finding.Proof.Count);
        Assert.All(finding.Proof, note => Assert.True(
            Sealing.NoteVerifier.Parse(_federation.KeyOf("adapter/a")).TryVerify(note, out _)));
    }

    [Fact]
    public async Task A_receipt_behind_the_end_of_a_cut_log_is_not_in_it()
    {
        var receipts = await _federation.WriteAsync();
        Directory.Delete(_federation.FolderOf("adapter/a"), recursive: true);
        await _federation.WriteForkAsync("adapter/a", entries => entries.RemoveRange(3 * 20, 3));
        var report = await _federation.ReconcileAsync([.. receipts.Take(21)]);
        Assert.Contains(report.Findings, finding => finding.Verdict == ReconciliationVerdict.ReceiptNotInLog);
        Assert.Contains(report.Findings, finding => finding.Verdict == ReconciliationVerdict.MissingAtAdapter);
    }

    [Fact]
    public async Task A_receipt_with_an_altered_release_or_proof_proves_nothing()
    {
        var receipts = await _federation.WriteAsync();
        var report = await _federation.ReconcileAsync(
            [
                receipts[0] with { ReleaseDigest = new byte[32] },
                receipts[1] with { Entry = receipts[2].Entry },
                receipts[3] with { Cost = new LoggedCost(7, 0, 0, IsKnown: true) },
            ]);
        Assert.Equal(
            [ReconciliationVerdict.DigestMismatch, ReconciliationVerdict.ReceiptInvalid, ReconciliationVerdict.EpsilonMismatch],
            report.Findings.Select(finding => finding.Verdict));
    }

    [Fact]
    public async Task What_one_copy_is_too_old_to_show_is_pending_and_no_finding()
    {
        var last = _federation.Broker[^1].AccessId;
        _federation.Broker.RemoveAll(entry => entry.AccessId == last);
        var report = await _federation.ReconcileAsync(await _federation.WriteAsync());
        Assert.Empty(report.Findings);
        Assert.Equal(2, report.PendingCount);
    }

    [Fact]
    public async Task A_silo_whose_log_is_not_given_is_counted_and_not_judged()
    {
        await _federation.WriteAsync();
        var report = await Reconciler.RunAsync(
            new ReconciliationInput(
                _federation.FolderOf("broker/hub"), [_federation.FolderOf("adapter/b")], [], []),
            null, TestContext.Current.CancellationToken);
        Assert.True(report.IsClean);
        Assert.Equal(Count + 1, report.UncheckedCount);
    }

    [Fact]
    public async Task A_log_that_is_not_what_was_signed_is_named()
    {
        await _federation.WriteAsync();
        var (folder, other) = (_federation.FolderOf("adapter/a"), _federation.FolderOf("adapter/b"));
        File.Copy(Path.Combine(other, "checkpoint"), Path.Combine(folder, "checkpoint"), overwrite: true);
        var report = await Reconciler.RunAsync(
            new ReconciliationInput(_federation.FolderOf("broker/hub"), [folder], [], []), null,
            TestContext.Current.CancellationToken);
        Assert.Equal((ReconciliationVerdict.LogDamaged, "a"), (report.Findings[0].Verdict, report.Findings[0].Silo));
    }

    private async Task AssertFoundAsync(params (ReconciliationVerdict Verdict, string? Silo)[] expected)
    {
        await _federation.WriteAsync();
        var report = await _federation.ReconcileAsync([]);
        Assert.Equal(expected, report.Findings.Select(finding => (finding.Verdict, finding.Silo)));
        Assert.Equal(expected.Length, report.FindingsCount);
    }
}
