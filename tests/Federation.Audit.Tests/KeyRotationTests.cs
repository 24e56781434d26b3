using System.Security.Cryptography;
using System.Text;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>A log gets another key: who trusts the first one comes to it, and the old one counts no more.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private readonly LogFixture _fixture = new();
    private readonly string _outside = Directory.CreateTempSubdirectory("guard-").FullName;

    public KeyRotationTests() => _fixture.GuardFile = Path.Combine(_outside, "log.checkpoint");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private NoteSigner First { get; } = SignerOf("log");

    private NoteSigner Second { get; } = SignerOf("second");

    private NoteSigner Third { get; } = SignerOf("third");

    public void Dispose()
    {
        _fixture.Dispose();
        Directory.Delete(_outside, recursive: true);
    }

    [Fact]
    public async Task Who_trusts_the_first_key_verifies_the_log_after_every_change()
    {
        await _fixture.FillAsync(3);
        await RotateAsync(First, Second);
        await FillAsync(Second, 3);
        await RotateAsync(Second, Third);
        await FillAsync(Third, 3);
        foreach (var trusted in new[] { First, Second, Third })
        {
            var report = await LogVerifier.VerifyAsync(_fixture.Directory, trusted.VerifierKey, null, Cancellation);
            Assert.True(report.IsIntact, report.Explanation);
            Assert.Equal(11, report.Checkpoint!.Size);
            Assert.True((await LogFsck.CheckAsync(_fixture.Directory, trusted.VerifierKey, null, Cancellation)).IsIntact);
            Assert.True((await PublishedLog.VerifyAsync(
                new FolderLogFiles(_fixture.Directory), trusted.VerifierKey, null, Cancellation)).IsIntact);
        }

        var stranger = SignerOf("stranger").VerifierKey;
        Assert.False((await LogVerifier.VerifyAsync(_fixture.Directory, stranger, null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task The_last_entry_under_the_old_key_names_both_and_its_checkpoint_is_the_old_keys_last()
    {
        await _fixture.FillAsync(3);
        await RotateAsync(First, Second);
        var last = EntryBytes.TryRead(LogReader.ReadAll(_fixture.Directory).Last().Entry.Span);
        Assert.Equal((First.VerifierKey, Second.VerifierKey), (last!.KeyRotated.OldVerifierKey, last.KeyRotated.NewVerifierKey));
        var succession = Assert.Single(Successions());
        Assert.Equal((4, LogFixture.Origin), (succession.End.Size, succession.End.Origin));
        Assert.True(NoteVerifier.Parse(First.VerifierKey).TryVerify(
            await File.ReadAllTextAsync(Path.Combine(_fixture.Directory, "checkpoint"), Cancellation), out var text));
        Assert.Equal(succession.End.Format(), text);
        foreach (var trusted in new[] { First, Second }) // The new key's first, too.
        {
            Assert.True((await LogFsck.CheckAsync(_fixture.Directory, trusted.VerifierKey, null, Cancellation)).IsIntact);
        }
    }

    [Fact]
    public async Task Beyond_the_change_the_old_key_counts_for_nothing_and_before_it_the_new_one_neither()
    {
        await _fixture.FillAsync(3);
        await RotateAsync(First, Second);
        await FillAsync(Second, 2);
        var keys = LogKeys.Of(First.VerifierKey, LogSuccession.Format(Successions()));
        var tree = TreeOf(_fixture.Directory);
        Assert.True(keys.TryVerify(NoteOf(First, tree, 3), out _));
        Assert.True(keys.TryVerify(NoteOf(First, tree, 4), out _));
        Assert.False(keys.TryVerify(NoteOf(First, tree, 5), out _));
        Assert.False(keys.TryVerify(NoteOf(Second, tree, 3), out _));
        Assert.True(keys.TryVerify(NoteOf(Second, tree, 4), out _));
        Assert.True(keys.TryVerify(NoteOf(Second, tree, 6), out _));
        Assert.False(keys.TryVerify(First.Sign(new Checkpoint(LogFixture.Origin, 4, new byte[32]).Format()), out _));
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, "checkpoint"), NoteOf(First, tree, 6), Cancellation);
        Assert.False((await LogVerifier.VerifyAsync(_fixture.Directory, First.VerifierKey, null, Cancellation)).IsIntact);
        await Assert.ThrowsAsync<AuditLogDamagedException>(() => OpenAsync(Second));
    }

    [Fact]
    public async Task The_old_key_opens_the_log_no_more()
    {
        await _fixture.FillAsync(3);
        await RotateAsync(First, Second);
        var refusal = await Assert.ThrowsAsync<AuditLogUnavailableException>(() => OpenAsync(First));
        Assert.Contains("rotate-key", refusal.Message, StringComparison.Ordinal);
        await FillAsync(Second, 1);
        await RotateAsync(Second, Third);
        await Assert.ThrowsAsync<AuditLogDamagedException>(() => OpenAsync(First));
    }

    [Fact]
    public async Task A_receipt_leads_who_trusts_the_first_key_to_the_new_one()
    {
        await _fixture.FillAsync(3);
        await RotateAsync(First, Second);
        await using var log = await OpenAsync(Second);
        await log.AppendAsync(LogFixture.Entry(9), Cancellation);
        foreach (var trusted in new[] { First, Second })
        {
            Assert.True(TlogProof.Verify(log.Prove(4), LogFixture.Entry(9), trusted.VerifierKey).IsValid);
        }

        Assert.False(TlogProof.Verify(log.Prove(4), LogFixture.Entry(9), Third.VerifierKey).IsValid);
        var underNote = log.Prove(4, 5, TlogProof.Parse(log.Prove(4)).SignedCheckpoint);
        Assert.True(TlogProof.Verify(underNote, LogFixture.Entry(9), First.VerifierKey).IsValid);
        var bare = TlogProof.Parse(log.Prove(4)) with { Succession = "" };
        Assert.False(TlogProof.Verify(bare.Format(), LogFixture.Entry(9), First.VerifierKey).IsValid);
        var forged = bare with
        {
            Succession = TlogProof.Parse(log.Prove(4)).Succession,
            SignedCheckpoint = NoteOf(First, TreeOf(_fixture.Directory), 5),
        };
        Assert.False(TlogProof.Verify(forged.Format(), LogFixture.Entry(9), First.VerifierKey).IsValid);
    }

    [Fact]
    public async Task A_receipt_leads_from_the_four_keys_before_and_with_the_logs_file_from_any()
    {
        NoteSigner[] keys = [First, Second, Third, SignerOf("4"), SignerOf("5"), SignerOf("6"), SignerOf("7")];
        await FillAsync(First, 1);
        foreach (var (old, next) in keys.Zip(keys.Skip(1)))
        {
            await RotateAsync(old, next);
        }

        await using var log = await OpenAsync(keys[^1]);
        var position = await log.AppendAsync(LogFixture.Entry(9), Cancellation);
        var proof = log.Prove(position.Index);
        bool Leads(string text, NoteSigner trusted) =>
            TlogProof.Verify(text, LogFixture.Entry(9), trusted.VerifierKey).IsValid;
        Assert.Equal([false, false, true, true, true, true, true], keys.Select(key => Leads(proof, key)));
        var file = await File.ReadAllTextAsync(Path.Combine(_fixture.Directory, LogSuccession.FileName), Cancellation);
        var whole = (TlogProof.Parse(proof) with { Succession = file }).Format();
        Assert.All(keys, key => Assert.True(Leads(whole, key)));
    }

    [Fact]
    public async Task A_change_that_was_interrupted_anywhere_ends_when_it_is_run_again()
    {
        await _fixture.FillAsync(3);
        for (var calls = 0; ; calls++)
        {
            var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory)) { FailsAfterCalls = calls };
            try
            {
                await RotateAsync(First, Second, storage);
                break;
            }
            catch (AuditLogUnavailableException)
            {
                await AssertOneKeyOpensAsync();
            }
        }

        await RotateAsync(First, Second); // Once more changes nothing.
        Assert.Single(Successions());
        await FillAsync(Second, 1);
        Assert.True((await LogVerifier.VerifyAsync(_fixture.Directory, First.VerifierKey, null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task A_witness_follows_a_log_to_its_new_key_and_takes_the_old_one_no_more()
    {
        await _fixture.FillAsync(3);
        var kept = new KeptCheckpoints();
        using var witness = new Witness(new Cosigner("w", SigningKey.FromSeed(SHA256.HashData("w"u8))), kept, TimeProvider.System);
        witness.Follow(First.VerifierKey, "");
        var tree = TreeOf(_fixture.Directory);
        Assert.Equal(200, await ShowAsync(witness, 0, NoteOf(First, tree, 3)));
        await RotateAsync(First, Second);
        await FillAsync(Second, 2);
        tree = TreeOf(_fixture.Directory);
        var newest = NoteOf(Second, tree, 6);
        Assert.Equal(403, await ShowAsync(witness, 3, newest, tree.ProveConsistency(3, 6)));
        witness.Follow(Second.VerifierKey, LogSuccession.Format(Successions()));
        Assert.Equal(403, await ShowAsync(witness, 3, NoteOf(First, tree, 6), tree.ProveConsistency(3, 6)));
        Assert.Equal(200, await ShowAsync(witness, 3, newest, tree.ProveConsistency(3, 6)));

        using var again = new Witness(new Cosigner("w", SigningKey.FromSeed(SHA256.HashData("w"u8))), kept, TimeProvider.System);
        kept.All.ForEach(again.Restore);
        Assert.Equal(6, again.LastOf(LogFixture.Origin).Size);
        await FillAsync(Second, 1);
        tree = TreeOf(_fixture.Directory);
        Assert.Equal(403, await ShowAsync(again, 6, NoteOf(First, tree, 7), tree.ProveConsistency(6, 7)));
        Assert.Equal(200, await ShowAsync(again, 6, NoteOf(Second, tree, 7), tree.ProveConsistency(6, 7)));
    }

    [Fact]
    public async Task A_witness_that_was_told_the_new_key_still_knows_what_it_saw_under_the_old_one()
    {
        await _fixture.FillAsync(3);
        var kept = new KeptCheckpoints();
        var cosigner = new Cosigner("w", SigningKey.FromSeed(SHA256.HashData("w"u8)));
        using (var told = new Witness(cosigner, kept, TimeProvider.System))
        {
            told.Trust(First.VerifierKey);
            Assert.Equal(200, await ShowAsync(told, 0, NoteOf(First, TreeOf(_fixture.Directory), 3)));
        }

        await RotateAsync(First, Second);
        using var again = new Witness(cosigner, kept, TimeProvider.System);
        again.Trust(Second.VerifierKey);
        kept.All.ForEach(again.Restore);
        var tree = TreeOf(_fixture.Directory);
        Assert.Equal(409, await ShowAsync(again, 0, NoteOf(Second, tree, 4)));
        Assert.Equal(403, await ShowAsync(again, 3, NoteOf(First, tree, 4), tree.ProveConsistency(3, 4)));
        Assert.Equal(200, await ShowAsync(again, 3, NoteOf(Second, tree, 4), tree.ProveConsistency(3, 4)));
    }

    [Fact]
    public async Task A_witness_of_its_own_follows_what_the_key_it_trusts_signed_from_whoever_brings_it_and_nothing_else()
    {
        await FillAsync(First, 3);
        await RotateAsync(First, Second);
        await RotateAsync(Second, Third);
        var tree = TreeOf(_fixture.Directory);
        var all = Successions();
        using var witness = new Witness(new Cosigner("test.example/w", SigningKey.Create()), new KeptCheckpoints(), _fixture.Time);
        witness.Trust(First.VerifierKey);
        Assert.Equal(403, await ShowAsync(witness, 0, NoteOf(Third, tree, 5)));
        foreach (var nothing in new[] { "", "no succession\n", all[1].Note, all[0].Note.Replace("\n4\n", "\n5\n", StringComparison.Ordinal) })
        {
            Assert.False(witness.Follow(nothing));
        }

        Assert.Equal(403, await ShowAsync(witness, 0, NoteOf(Third, tree, 5)));
        Assert.True(witness.Follow(LogSuccession.Format(all)));
        Assert.False(witness.Follow(LogSuccession.Format(all)));
        Assert.Equal(200, await ShowAsync(witness, 0, NoteOf(Third, tree, 5)));

        using var other = new Witness(new Cosigner("test.example/w", SigningKey.Create()), new KeptCheckpoints(), _fixture.Time);
        Assert.False(other.Follow(LogSuccession.Format(all)));
        Assert.False(other.Watches(LogFixture.Origin));
    }

    [Fact]
    public async Task A_key_that_signed_more_than_it_says_leads_a_witness_nowhere()
    {
        await _fixture.FillAsync(9);
        using var witness = new Witness(
            new Cosigner("w", SigningKey.FromSeed(SHA256.HashData("w"u8))), new KeptCheckpoints(), TimeProvider.System);
        witness.Follow(First.VerifierKey, "");
        var tree = TreeOf(_fixture.Directory);
        Assert.Equal(200, await ShowAsync(witness, 0, NoteOf(First, tree, 9)));
        var stolen = LogSuccession.Sign(First, Second, 5, tree.Root(5)); // By who stole the key, of a time before.
        witness.Follow(Second.VerifierKey, stolen.Note);
        Assert.Equal(403, await ShowAsync(witness, 9, NoteOf(Second, tree, 9)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_statement_of_which_a_line_was_altered_leads_nowhere(int line)
    {
        await _fixture.FillAsync(3);
        await RotateAsync(First, Second);
        await FillAsync(Second, 1);
        var file = Path.Combine(_fixture.Directory, LogSuccession.FileName);
        var lines = (await File.ReadAllTextAsync(file, Cancellation)).Split('\n');
        lines[line] = line switch
        {
            1 => Third.VerifierKey,
            2 => "3",
            3 => Convert.ToBase64String(new byte[32]),
            4 => Third.VerifierKey,
            _ => Third.Sign("x\n").Split('\n')[2],
        };
        await File.WriteAllTextAsync(file, string.Join('\n', lines), Cancellation);
        Assert.False((await LogVerifier.VerifyAsync(_fixture.Directory, First.VerifierKey, null, Cancellation)).IsIntact);
        await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(Second));
    }

    [Fact]
    public void A_statement_has_the_bytes_that_are_written_down()
    {
        var note = LogSuccession.Sign(First, Second, 4, SHA256.HashData("root"u8)).Note;
        Assert.StartsWith(
            "federation/log-succession/v1\n" + First.VerifierKey + "\n4\n"
            + Convert.ToBase64String(SHA256.HashData("root"u8)) + "\n" + Second.VerifierKey + "\n\n— "
            + LogFixture.Origin + " ", note, StringComparison.Ordinal);
        Assert.Equal(
            "6ac3013fc7d516e4262f6fa427ce5c7ed1caf55a70a63363", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(note)))[..48]);
        Assert.False(Checkpoint.TryParse(Checkpoint.TextOf(note), out _));
    }

    [Fact]
    public void Only_another_key_of_the_log_or_its_next_shard_can_follow()
    {
        Assert.Throws<ArgumentException>(() => LogSuccession.Sign(First, First, 1, new byte[32]));
        using var key = SigningKey.Create();
        foreach (var name in new[] { "demo.federation/adapter/b/audit", LogFixture.Origin + "/3", LogFixture.Origin + "/02" })
        {
            Assert.Throws<ArgumentException>(() => LogSuccession.Sign(First, new NoteSigner(name, key), 1, new byte[32]));
        }

        Assert.True(LogSuccession.Sign(First, new NoteSigner(LogFixture.Origin + "/2", key), 1, new byte[32]).IsSigned(out _));
    }

    private static NoteSigner SignerOf(string seed) =>
        new(LogFixture.Origin, SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(seed))));

    private static string NoteOf(NoteSigner signer, MerkleTree tree, long size) =>
        signer.Sign(new Checkpoint(LogFixture.Origin, size, tree.Root(size)).Format());

    private static MerkleTree TreeOf(string directory)
    {
        var tree = new MerkleTree();
        foreach (var (_, entry) in LogReader.ReadAll(directory))
        {
            tree.Append(MerkleTree.LeafHash(entry.Span));
        }

        return tree;
    }

    private static async Task<int> ShowAsync(Witness witness, long old, string note, IReadOnlyList<byte[]>? proof = null) =>
        (await witness.AddCheckpointAsync(new AddCheckpointRequest(old, proof ?? [], note), true, Cancellation)).Status;

    private async Task AssertOneKeyOpensAsync()
    {
        var signer = Successions().Count == 0 ? First : Second;
        await (await OpenAsync(signer)).DisposeAsync();
    }

    private IReadOnlyList<LogSuccession> Successions()
    {
        using var storage = FileLogStorage.OpenForReading(_fixture.Directory);
        return LogSuccession.ReadAll(storage);
    }

    private AuditLogOptions Options(ILogStorage? storage = null) => new()
    {
        Directory = _fixture.Directory,
        Origin = LogFixture.Origin,
        SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
        Storage = storage,
        GuardFile = _fixture.GuardFile,
    };

    private Task<AuditLog> OpenAsync(NoteSigner signer) =>
        AuditLog.OpenAsync(Options(), signer, _fixture.Time, Cancellation);

    private Task RotateAsync(NoteSigner old, NoteSigner next, ILogStorage? storage = null) =>
        LogKeyRotation.RunAsync(Options(storage), old, next, "adapter/a", _fixture.Time, Cancellation);

    private async Task FillAsync(NoteSigner signer, int count)
    {
        await using var log = await OpenAsync(signer);
        for (var i = 0; i < count; i++)
        {
            await log.AppendAsync(LogFixture.Entry(100 + i), Cancellation);
        }
    }

    private sealed class KeptCheckpoints : IWitnessStore
    {
        public List<PeerCheckpoint> All { get; } = [];

        public Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken)
        {
            All.Add(checkpoint);
            return Task.CompletedTask;
        }
    }
}
