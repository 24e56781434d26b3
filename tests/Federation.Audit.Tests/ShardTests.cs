using System.Security.Cryptography;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit.Tests;

/// <summary>A log is closed and goes on in its next shard, which begins with all that the closed one adds up to.</summary>
public sealed class ShardTests : IDisposable
{
    private static readonly SigningKey Key = SigningKey.FromSeed(SHA256.HashData("log"u8));

    private readonly Federation.Tests.Cli.TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string FirstKey => SignerOf(1).VerifierKey;

    public ShardTests() => Directory.CreateDirectory(_folder["guard"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_next_shard_begins_with_what_was_and_who_trusts_the_first_key_verifies_every_shard()
    {
        await FillAsync(1, 0, 20);
        await AdvanceAsync(1);
        await FillAsync(2, 20, 20);
        await AdvanceAsync(2);
        await FillAsync(3, 40, 5);
        Assert.Equal(Enumerable.Range(0, 45), Folded(3));
        foreach (var number in new[] { 1, 2, 3 })
        {
            var report = await LogVerifier.VerifyAsync(FolderOf(number), FirstKey, null, Cancellation);
            Assert.True(report.IsIntact, report.Explanation);
            Assert.True((await LogFsck.CheckAsync(FolderOf(number), FirstKey, null, Cancellation)).IsIntact);
        }

        await using var log = await OpenAsync(3);
        Assert.Equal(LogFixture.Origin + "/3", log.Origin);
        var entry = await log.ReadAsync(log.Count - 1, Cancellation);
        foreach (var trusted in new[] { 1, 2, 3 })
        {
            Assert.True(TlogProof.Verify(log.Prove(log.Count - 1), entry, SignerOf(trusted).VerifierKey).IsValid);
        }
    }

    [Fact]
    public async Task The_last_entry_names_the_next_key_and_the_first_the_last_checkpoint()
    {
        await FillAsync(1, 0, 3);
        var key = await AdvanceAsync(1);
        Assert.Equal(SignerOf(2).VerifierKey, key);
        Assert.Equal(key, Entries(1)[^1].LogClosed.NextVerifierKey);
        var head = Entries(2)[0].LedgerCarry;
        var last = await File.ReadAllTextAsync(Path.Combine(FolderOf(1), "checkpoint"), Cancellation);
        Assert.Equal((last, 0, 1), (head.Predecessor, head.Part, head.PartsCount));
        Assert.All(head.Entries, entry => Assert.Equal((0, ""), (entry.Blind.Length, entry.Writer)));
    }

    [Fact]
    public async Task A_closed_log_takes_no_more_entries()
    {
        await FillAsync(1, 0, 3);
        await AdvanceAsync(1);
        var refusal = await Assert.ThrowsAsync<AuditLogUnavailableException>(() => OpenAsync(1));
        Assert.Contains("closed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_room_in_one_entry_is_carried_in_several_and_none_may_be_missing()
    {
        await FillAsync(1, 0, 300, padding: 2_000);
        await AdvanceAsync(1);
        var heads = Entries(2);
        Assert.True(heads.Count > 8);
        Assert.All(heads, entry => Assert.InRange(EntryBytes.Write(entry).Length, 1, WalRecord.EntryLengthBytesMax));
        Assert.Equal(Enumerable.Range(0, 300), Folded(2));
        Directory.Delete(FolderOf(2), recursive: true);
        await WriteHeadAsync(heads.Take(heads.Count - 1));
        await AssertNoHeadAsync(heads.Count - 1);
        await WriteHeadAsync(heads.Skip(1));
        await AssertNoHeadAsync(0);
        await WriteHeadAsync(heads.Take(1).Concat(heads.Skip(2)));
        await AssertNoHeadAsync(1);
        await WriteHeadAsync(heads);
        await using var log = await OpenAsync(2);
        await ShardHead.CheckAsync(log, Cancellation);
    }

    [Fact]
    public async Task A_shard_that_names_another_checkpoint_than_the_one_before_it_ended_with_is_not_started_or_verified()
    {
        await FillAsync(1, 0, 3);
        await AdvanceAsync(1);
        var head = Entries(2)[0];
        var other = new Checkpoint(LogFixture.Origin, 4, SHA256.HashData("other"u8));
        head.LedgerCarry.Predecessor = SignerOf(1).Sign(other.Format()); // The key itself said so.
        await WriteHeadAsync([head]);
        await AssertNoHeadAsync(0);
        var report = await LogVerifier.VerifyAsync(FolderOf(2), FirstKey, null, Cancellation);
        Assert.Equal((false, 0L), (report.IsIntact, report.FirstBadIndex));
        Assert.Contains("next shard", LogRetention.FindObstacle(FolderOf(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ended_at_any_point_it_ends_when_it_is_run_again_and_only_once()
    {
        await FillAsync(1, 0, 20);
        var copy = Copy(FolderOf(1), "open");
        await AdvanceAsync(1);
        var closed = Copy(FolderOf(1), "closed");
        var whole = Copy(FolderOf(2), "whole");
        foreach (var (state, hasTemporary, hasGuard) in new[] { (copy, false, false), (closed, false, false), (closed, true, false), (closed, true, true) })
        {
            Directory.Delete(FolderOf(1), recursive: true);
            Directory.Delete(FolderOf(2), recursive: true);
            Copy(state, "audit");
            if (hasTemporary)
            {
                Copy(whole, "audit-2.new");
                File.Delete(Path.Combine(FolderOf(2) + ".new", "checkpoint"));
            }

            if (!hasGuard)
            {
                File.Delete(GuardOf(2));
            }

            if (state == copy)
            {
                File.Copy(Path.Combine(copy, "checkpoint"), GuardOf(1), overwrite: true);
            }

            await AdvanceAsync(1);
            Assert.False(Directory.Exists(FolderOf(2) + ".new"));
            Assert.Equal(Enumerable.Range(0, 20), Folded(2));
            await (await OpenAsync(2)).DisposeAsync();
            Assert.True((await LogVerifier.VerifyAsync(FolderOf(2), FirstKey, null, Cancellation)).IsIntact);
        }
    }

    [Fact]
    public async Task A_shard_that_was_in_use_is_not_begun_anew_when_its_folder_is_gone()
    {
        await FillAsync(1, 0, 3);
        await AdvanceAsync(1);
        await FillAsync(2, 3, 2);
        Directory.Delete(FolderOf(2), recursive: true);
        var damage = await Assert.ThrowsAsync<AuditLogDamagedException>(() => AdvanceAsync(1));
        Assert.Contains("in use", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_removed_before_what_it_adds_up_to_is_safe_in_the_next_shard()
    {
        await FillAsync(1, 0, 600);
        await AdvanceAsync(1);
        var whole = Copy(FolderOf(2), "whole");
        Directory.Delete(FolderOf(2), recursive: true);
        await AssertNothingRemovedAsync();
        Copy(whole, "audit-2");
        File.Delete(Path.Combine(FolderOf(2), "checkpoint"));
        await AssertNothingRemovedAsync();
        Directory.Delete(FolderOf(2), recursive: true);
        Copy(whole, "audit-2");
        var segment = Directory.GetFiles(Path.Combine(FolderOf(2), "wal"))[0];
        await File.WriteAllBytesAsync(segment, new byte[AuditLogOptions.SegmentLengthBytesMin], Cancellation);
        await AssertNothingRemovedAsync();
        Directory.Delete(FolderOf(2), recursive: true);
        Copy(whole, "audit-2");
        Assert.Equal(512, LogRetention.Apply(FolderOf(1), RetentionBound.Before(600)).FirstKeptIndex);
        Assert.Equal(Enumerable.Range(0, 600), Folded(2));
    }

    [Fact]
    public async Task A_shard_whose_entry_was_altered_is_not_carried_over()
    {
        await FillAsync(1, 0, 20);
        await AdvanceAsync(1);
        Directory.Delete(FolderOf(2), recursive: true);
        var segment = Directory.GetFiles(Path.Combine(FolderOf(1), "wal"))[0];
        var bytes = await File.ReadAllBytesAsync(segment, Cancellation);
        bytes[bytes.AsSpan().IndexOf("request 7"u8)] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, Cancellation);
        Assert.Equal(7, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => AdvanceAsync(1))).Index);
        Assert.False(Directory.Exists(FolderOf(2)));
    }

    [Fact]
    public async Task A_key_may_change_in_any_shard()
    {
        await FillAsync(1, 0, 3);
        using var other = SigningKey.Create();
        await LogKeyRotation.RunAsync(OptionsOf(1), SignerOf(1), new NoteSigner(LogFixture.Origin, other), "adapter/a", TimeProvider.System, Cancellation);
        await LogShards.AdvanceAsync(PlanOf(1, other), TimeProvider.System, Cancellation);
        await (await OpenAsync(2, other)).DisposeAsync();
        Assert.True((await LogVerifier.VerifyAsync(FolderOf(2), FirstKey, null, Cancellation)).IsIntact);
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(2));
    }

    [Fact]
    public async Task A_witness_takes_a_next_shard_only_from_the_one_before_it()
    {
        await FillAsync(1, 0, 3);
        using var witness = new Witness(new Cosigner("w", Key), new NoStore(), TimeProvider.System);
        witness.Follow(FirstKey, "");
        Assert.Equal(200, await ShowAsync(witness, 1));
        await AdvanceAsync(1);
        using var stranger = SigningKey.Create();
        witness.Follow(new NoteSigner(LogFixture.Origin + "/2", stranger).VerifierKey, "");
        Assert.Equal(404, await ShowAsync(witness, 2));
        Assert.Equal(LogFixture.Origin, witness.NewestShardOf(LogFixture.Origin));
        witness.Follow(SignerOf(2).VerifierKey, await File.ReadAllTextAsync(Path.Combine(FolderOf(2), LogSuccession.FileName), Cancellation));
        Assert.Equal(200, await ShowAsync(witness, 2));
        Assert.Equal(LogFixture.Origin + "/2", witness.NewestShardOf(LogFixture.Origin));
    }

    [Fact]
    public async Task Of_each_peer_the_newest_checkpoint_and_a_fork_are_carried_over()
    {
        await using (var log = await OpenAsync(1))
        {
            foreach (var (origin, size, isFork) in new[] { ("b", 3, false), ("c", 1, false), ("b", 5, true), ("b", 9, false) })
            {
                var entry = new AuditEntry
                {
                    Writer = "adapter/a",
                    PeerCheckpoint = new PeerCheckpoint { Checkpoint = $"{origin}\n{size}\n", Size = size, IsFork = isFork },
                };
                await log.AppendAsync(EntryBytes.Write(entry), Cancellation);
            }
        }

        await AdvanceAsync(1);
        Assert.Equal(
            [("b", 9, false), ("c", 1, false), ("b", 5, true)],
            Entries(2)[0].LedgerCarry.Entries.Select(entry => (entry.PeerCheckpoint.Checkpoint[..1], entry.PeerCheckpoint.Size, entry.PeerCheckpoint.IsFork)));
    }

    [Fact]
    public void Names_and_folders_of_shards_count_from_two()
    {
        Assert.Equal(("x/audit", 1L), LogOrigin.Split("x/audit"));
        Assert.Equal(("x/audit", 12L), LogOrigin.Split("x/audit/12"));
        foreach (var none in new[] { "x/audit/1", "x/audit/0", "x/audit/02", "x/audit/+2", "x/audit/" })
        {
            Assert.Equal((none, 1L), LogOrigin.Split(none));
        }

        Assert.Equal("x/audit/2", LogOrigin.Of("x/audit", 2));
        Assert.Equal(1, ShardFolders.Newest(_folder["audit"]));
        foreach (var name in new[] { "audit", "audit-2", "audit-10", "audit-011", "audit-x", "audit-12.new" })
        {
            Directory.CreateDirectory(_folder[name]);
        }

        Assert.Equal(10, ShardFolders.Newest(_folder["audit"]));
    }

    [Fact]
    public void The_entries_have_the_bytes_that_are_written_down()
    {
        Assert.Equal(
            "01a206080a036f6c6412016e", Hex(new AuditEntry { KeyRotated = new KeyRotated { OldVerifierKey = "old", NewVerifierKey = "n" } }));
        Assert.Equal("01aa06060a046e657874", Hex(new AuditEntry { LogClosed = new LogClosed { NextVerifierKey = "next" } }));
        Assert.Equal(
            "01b2060c080110021a01702203120161", Hex(new AuditEntry
            {
                LedgerCarry = new LedgerCarry
                {
                    Part = 1,
                    PartsCount = 2,
                    Predecessor = "p",
                    Entries = { new AuditEntry { AccessId = "a" } },
                },
            }));
    }

    private static string Hex(AuditEntry entry) => Convert.ToHexStringLower(EntryBytes.Write(entry));

    private static NoteSigner SignerOf(long number, SigningKey? key = null) => new(LogOrigin.Of(LogFixture.Origin, number), key ?? Key);

    private static AuditEntry Entry(int number, int padding) => new()
    {
        Blind = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)),
        AccessId = new Guid(number, 0, 0, new byte[8]).ToString(),
        Writer = "adapter/a",
        Intent = new Intent
        {
            Decision = Decision.Allow,
            RequestId = $"request {number}",
            Purpose = new string('p', padding),
            LineageCost = new PrivacyCost { EpsilonMicros = number },
        },
    };

    private async Task AssertNothingRemovedAsync()
    {
        Assert.Contains("not carried over", LogRetention.FindObstacle(FolderOf(1)), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => LogRetention.Apply(FolderOf(1), RetentionBound.Before(600)));
        Assert.True((await LogFsck.CheckAsync(FolderOf(1), FirstKey, null, Cancellation)).IsIntact);
        Assert.Equal(0, LogRetention.FirstKept(FolderOf(1)));
    }

    private async Task AssertNoHeadAsync(long index)
    {
        await using var log = await OpenAsync(2);
        Assert.Equal(index, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => ShardHead.CheckAsync(log, Cancellation))).Index);
    }

    /// <summary>Writes a next shard by hand, with the key of the log.</summary>
    private async Task WriteHeadAsync(IEnumerable<AuditEntry> entries)
    {
        var succession = await File.ReadAllBytesAsync(Path.Combine(FolderOf(1), LogSuccession.FileName), Cancellation);
        if (Directory.Exists(FolderOf(2)))
        {
            Directory.Delete(FolderOf(2), recursive: true);
        }

        File.Delete(GuardOf(2));
        Directory.CreateDirectory(FolderOf(2));
        await File.WriteAllBytesAsync(Path.Combine(FolderOf(2), LogSuccession.FileName), succession, Cancellation);
        await using var log = await OpenAsync(2);
        foreach (var entry in entries)
        {
            await log.AppendAsync(EntryBytes.Write(entry), Cancellation);
        }
    }

    private string FolderOf(long number) => ShardFolders.Of(_folder["audit"], number);

    private string GuardOf(long number) => _folder[$"guard/{number}"];

    private AuditLogOptions OptionsOf(long number) => new()
    {
        Directory = FolderOf(number),
        Origin = LogOrigin.Of(LogFixture.Origin, number),
        SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
        GuardFile = GuardOf(number),
    };

    private ShardPlan PlanOf(long number, SigningKey? key = null) => new(
        OptionsOf(number), OptionsOf(number + 1), key ?? Key, "adapter/a", entry => entry.Intent is null ? null : entry);

    private Task<AuditLog> OpenAsync(long number, SigningKey? key = null) =>
        AuditLog.OpenAsync(OptionsOf(number), SignerOf(number, key), TimeProvider.System, Cancellation);

    private Task<string> AdvanceAsync(long number) => LogShards.AdvanceAsync(PlanOf(number), TimeProvider.System, Cancellation);

    private async Task FillAsync(long number, int first, int count, int padding = 1)
    {
        await using var log = await OpenAsync(number);
        await Task.WhenAll(Enumerable.Range(first, count).Select(i => log.AppendAsync(EntryBytes.Write(Entry(i, padding)), Cancellation)));
    }

    private List<AuditEntry> Entries(long number) =>
        [.. LogReader.ReadAll(FolderOf(number)).Select(read => EntryBytes.TryRead(read.Entry.Span)!)];

    /// <summary>The numbers of all entries that a start on a shard folds.</summary>
    private IEnumerable<int> Folded(long number) => Entries(number).SelectMany(entry => CarriedEntries.Of(0, entry))
        .Where(read => read.Entry.Intent is not null).Select(read => (int)read.Entry.Intent.LineageCost.EpsilonMicros);

    private async Task<int> ShowAsync(Witness witness, long number)
    {
        var note = await File.ReadAllTextAsync(Path.Combine(FolderOf(number), "checkpoint"), Cancellation);
        return (await witness.AddCheckpointAsync(new AddCheckpointRequest(0, [], note), true, Cancellation)).Status;
    }

    private string Copy(string from, string name)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder[name], Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return _folder[name];
    }

    private sealed class NoStore : IWitnessStore
    {
        public Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
