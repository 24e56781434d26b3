using System.Security.Cryptography;
using System.Text;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Audit.Tests;

/// <summary>C2SP tlog-witness: what continues what was seen is kept, then cosigned; nothing else ever is.</summary>
public sealed class WitnessTests : IDisposable, IWitnessStore
{
    private readonly LogFixture _fixture = new();
    private readonly List<PeerCheckpoint> _kept = [];
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly Cosigner _cosigner = new("demo.federation/broker/hub/audit", SigningKey.FromSeed(SHA256.HashData("hub"u8)));
    private readonly MerkleTree _tree = new();
    private readonly Witness _witness;

    public WitnessTests()
    {
        _witness = new Witness(_cosigner, this, _time);
        _witness.Trust(_fixture.Signer.VerifierKey);
        for (var i = 0; i < 20; i++)
        {
            _tree.Append(MerkleTree.LeafHash(LogFixture.Entry(i)));
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private bool IsStoreBroken { get; set; }

    public void Dispose()
    {
        _fixture.Dispose();
        _witness.Dispose();
    }

    Task IWitnessStore.KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        if (IsStoreBroken)
        {
            throw new AuditLogUnavailableException();
        }

        _kept.Add(checkpoint);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_first_checkpoint_and_its_continuation_are_kept_and_cosigned()
    {
        var first = await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        var next = await _witness.AddCheckpointAsync(Body(7, 20), Cancellation);
        Assert.Equal((200, 200), (first.Status, next.Status));
        Assert.Equal([7L, 20L], _kept.Select(kept => kept.Size));
        Assert.True(CosignatureVerifier.TryParse(_witness.VerifierKey, out var verifier));
        Assert.True(verifier.TryVerify(Note(20) + next.Body, out var time));
        Assert.Equal(1_700_000_000, time);
        Assert.False(verifier.TryVerify(Note(7) + next.Body, out _));
        Assert.Equal(Note(20) + next.Body, _witness.Find(Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(LogFixture.Origin)))));
    }

    [Fact]
    public async Task A_cosignature_has_the_bytes_of_the_specification()
    {
        var answer = await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        var payload = Convert.FromBase64String(answer.Body.TrimEnd('\n').Split(' ')[2]);
        Assert.Equal(76, payload.Length);
        Assert.Equal(1_700_000_000u, System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(payload.AsSpan(4)));
        var key = SigningKey.FromSeed(SHA256.HashData("hub"u8)).VerifyKey;
        byte[] named = [.. Encoding.UTF8.GetBytes(_cosigner.Name), 0x0A, 0x04, .. key.PublicKey];
        Assert.Equal(SHA256.HashData(named)[..4], payload[..4]);
        var text = Note(7).Split("\n\n")[0] + "\n";
        Assert.True(key.Verify(Encoding.UTF8.GetBytes($"cosignature/v1\ntime 1700000000\n{text}"), payload.AsSpan(12)));
    }

    [Fact]
    public async Task Statuses_are_those_of_the_specification()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        using var other = SigningKey.FromSeed(SHA256.HashData("other"u8));
        var foreign = new NoteSigner("demo.federation/adapter/z/audit", other);
        var forged = new NoteSigner(LogFixture.Origin, other);
        var text = Note(20).Split("\n\n")[0] + "\n";
        await AssertStatusAsync(404, new AddCheckpointRequest(0, [], foreign.Sign("demo.federation/adapter/z/audit\n" + text.Split('\n', 2)[1])));
        await AssertStatusAsync(403, Request(7, 20) with { Note = forged.Sign(text) });
        await AssertStatusAsync(400, Request(7, 20) with { OldSize = 21 });
        await AssertStatusAsync(409, Request(7, 20) with { OldSize = 6 });
        await AssertStatusAsync(422, Request(7, 20) with { Proof = [.. Request(7, 20).Proof.Skip(1)] });
        await AssertStatusAsync(422, Request(7, 20) with { Proof = [.. Request(7, 20).Proof, new byte[32]] });
        Assert.Equal(400, (await _witness.AddCheckpointAsync("old 07\n\n" + Note(20), Cancellation)).Status);
        Assert.Equal(400, (await _witness.AddCheckpointAsync("old 7\nx\n\n" + Note(20), Cancellation)).Status);
        Assert.Equal(400, (await _witness.AddCheckpointAsync("", Cancellation)).Status);
        Assert.Equal("7\n", (await _witness.AddCheckpointAsync(Body(0, 20), Cancellation)).Body);
        Assert.Single(_kept);
        Assert.Empty(_witness.Forks);
    }

    [Fact]
    public async Task A_proof_from_nothing_must_be_empty()
    {
        await AssertStatusAsync(422, Request(0, 7) with { Proof = [new byte[32]] });
        Assert.Empty(_kept);
    }

    [Fact]
    public async Task The_same_checkpoint_again_is_cosigned_again_and_not_kept_again()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(60));
        var again = await _witness.AddCheckpointAsync(Body(7, 7), Cancellation);
        Assert.Equal(200, again.Status);
        Assert.Single(_kept);
    }

    [Fact]
    public async Task Another_root_of_the_same_size_is_a_fork_on_record_with_both_notes()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        var forked = _fixture.Signer.Sign(new Checkpoint(LogFixture.Origin, 7, new byte[32]).Format());
        var answer = await _witness.AddCheckpointAsync(
            new AddCheckpointRequest(7, [], forked), isFromOwner: false, Cancellation);
        Assert.Equal((422, true), (answer.Status, answer.IsFork));
        Assert.True(_kept[1].IsFork);
        var fork = Assert.Single(_witness.Forks);
        Assert.StartsWith(Note(7), fork.Seen, StringComparison.Ordinal);
        Assert.Equal(forked, fork.Contradicting);
    }

    [Fact]
    public async Task A_rewritten_log_that_grew_is_a_fork_when_its_owner_shows_it_and_a_bad_proof_otherwise()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        var rewritten = new MerkleTree();
        for (var i = 0; i < 9; i++)
        {
            rewritten.Append(MerkleTree.LeafHash(LogFixture.Entry(i == 3 ? 99 : i)));
        }

        var request = new AddCheckpointRequest(
            7, rewritten.ProveConsistency(7, 9),
            _fixture.Signer.Sign(new Checkpoint(LogFixture.Origin, 9, rewritten.Root(9)).Format()));
        Assert.False((await _witness.AddCheckpointAsync(request, isFromOwner: false, Cancellation)).IsFork);
        Assert.Empty(_witness.Forks);
        Assert.True((await _witness.AddCheckpointAsync(request, isFromOwner: true, Cancellation)).IsFork);
        Assert.Single(_witness.Forks);
    }

    [Fact]
    public async Task What_could_not_be_kept_is_not_cosigned()
    {
        IsStoreBroken = true;
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => _witness.AddCheckpointAsync(Body(0, 7), Cancellation));
        Assert.Equal((0, ""), _witness.LastOf(LogFixture.Origin));
    }

    [Fact]
    public async Task A_witness_that_starts_anew_goes_on_where_it_was_from_its_own_record_alone()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        using var restarted = new Witness(_cosigner, this, _time);
        _kept.ToList().ForEach(restarted.Restore);
        Assert.Equal(409, (await restarted.AddCheckpointAsync(Body(0, 20), Cancellation)).Status);
        Assert.Equal(200, (await restarted.AddCheckpointAsync(Body(7, 20), Cancellation)).Status);
    }

    [Fact]
    public async Task The_time_of_cosignatures_never_goes_back()
    {
        var clock = new SteppingTime();
        using var witness = new Witness(_cosigner, this, clock);
        witness.Trust(_fixture.Signer.VerifierKey);
        await witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        clock.Now = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000);
        var again = await witness.AddCheckpointAsync(Body(7, 20), Cancellation);
        Assert.True(CosignatureVerifier.TryParse(witness.VerifierKey, out var verifier));
        Assert.True(verifier.TryVerify(Note(20) + again.Body, out var time));
        Assert.Equal(1_700_000_000, time);
    }

    [Fact]
    public async Task The_time_of_cosignatures_never_goes_back_across_a_restart()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(10));
        var late = await _witness.AddCheckpointAsync(Body(7, 7), Cancellation);
        var clock = new SteppingTime { Now = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000) };
        using var restarted = new Witness(_cosigner, this, clock);
        _kept.ToList().ForEach(restarted.Restore);
        Assert.Equal(TimeOf(Note(7) + late.Body), TimeOf(restarted.Peers.Single().Cosigned));
        var next = await restarted.AddCheckpointAsync(Body(7, 20), Cancellation);
        Assert.Equal(1_700_000_600, TimeOf(Note(20) + next.Body));
    }

    [Fact]
    public async Task A_cosignature_is_made_anew_after_five_minutes_and_its_time_is_on_record_first()
    {
        await _witness.AddCheckpointAsync(Body(0, 7), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(299));
        var same = await _witness.AddCheckpointAsync(Body(7, 7), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        var anew = await _witness.AddCheckpointAsync(Body(7, 7), Cancellation);
        Assert.Equal(
            (1_700_000_000, 1_700_000_300), (TimeOf(Note(7) + same.Body), TimeOf(Note(7) + anew.Body)));
        Assert.Equal([1_700_000_000, 1_700_000_300], _kept.Select(kept => kept.CosignedUnixS));
    }

    [Fact]
    public async Task A_hundred_checkpoints_at_once_are_cosigned_in_one_line()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            var size = 1 + (i % 20);
            var old = _witness.LastOf(LogFixture.Origin).Size;
            await _witness.AddCheckpointAsync(Body(Math.Min(old, size), size), Cancellation);
        })));
        Assert.Equal(_kept.Select(kept => kept.Size).Order(), _kept.Select(kept => kept.Size));
        Assert.DoesNotContain(_kept, kept => kept.IsFork);
    }

    [Fact]
    public async Task Two_parties_that_exchange_cosign_each_other_behind_the_answers()
    {
        using var folders = new Federation.Tests.Cli.TemporaryFolder();
        await using var a = await PartyAsync(folders["a"], "demo.federation/adapter/a/audit");
        await using var hub = await PartyAsync(folders["hub"], "demo.federation/broker/hub/audit");
        for (var round = 0; round < 5; round++)
        {
            await a.Log.AppendAsync(LogFixture.Entry(round), Cancellation);
            await hub.Log.AppendAsync(LogFixture.Entry(round), Cancellation);
            a.Log.SignCheckpoint();
            hub.Log.SignCheckpoint();
            var seen = a.Log.NewestCheckpoint.Size;
            a.Exchanger.Take(hub.Exchanger.Offer(a.Log.Origin), origin => origin == hub.Log.Origin);
            hub.Exchanger.Take(a.Exchanger.Offer(hub.Log.Origin), origin => origin == a.Log.Origin);
            await WaitAsync(() => hub.Witness.LastOf(a.Log.Origin).Size >= seen);
        }

        Assert.Empty(hub.Witness.Forks);
        a.Exchanger.Take(hub.Exchanger.Offer(a.Log.Origin), origin => origin == hub.Log.Origin);
        var (size, cosignature) = hub.Witness.LastOf(a.Log.Origin);
        var note = hub.Witness.Peers.Single(peer => peer.Origin == a.Log.Origin).Cosigned[..^cosignature.Length];
        Assert.Equal(cosignature, a.Exchanger.CosignaturesOf(size, note));
        Assert.Empty(a.Exchanger.CosignaturesOf(size, hub.Log.NewestCheckpoint.Note));
        foreach (var spoiled in new[]
        {
            new Cosigner(hub.Log.Origin, SigningKey.Create()).Cosign(Checkpoint.TextOf(note), 1),
            new Cosigner("other.example/w", SigningKey.Create()).Cosign(Checkpoint.TextOf(note), 1),
            cosignature.Replace(hub.Log.Origin, "other.example/w", StringComparison.Ordinal), "no line\n\n",
        })
        {
            var said = new LogExchange(hub.Exchanger.Offer(a.Log.Origin)) { Cosignature = spoiled, Checkpoint = "" };
            a.Exchanger.Take(said, origin => origin == hub.Log.Origin);
            Assert.Empty(a.Exchanger.CosignaturesOf(size, note));
            said.Cosignature = spoiled + cosignature;
            a.Exchanger.Take(said, origin => origin == hub.Log.Origin);
            Assert.Equal(cosignature, a.Exchanger.CosignaturesOf(size, note));
        }

        a.Exchanger.Take(hub.Exchanger.Offer(a.Log.Origin), _ => false);
    }

    [Fact]
    public async Task A_peer_s_log_rests_after_it_was_cosigned_and_the_newest_is_taken_then()
    {
        using var folders = new Federation.Tests.Cli.TemporaryFolder();
        await using var a = await PartyAsync(folders["a"], "demo.federation/adapter/a/audit");
        await using var hub = await PartyAsync(folders["hub"], "demo.federation/broker/hub/audit", _time);
        await TellAsync(a, hub);
        await WaitAsync(() => hub.Witness.LastOf(a.Log.Origin).Size == 1);
        for (var i = 0; i < 5; i++)
        {
            await TellAsync(a, hub);
        }

        await Task.Delay(100, Cancellation); // Long enough to be wrong, were there no rest.
        Assert.Equal(1, hub.Witness.LastOf(a.Log.Origin).Size);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        await WaitAsync(() => hub.Witness.LastOf(a.Log.Origin).Size == 6);
        Assert.Equal(2, hub.Log.Count);
        await TellAsync(a, hub);
        await hub.Exchanger.DisposeAsync(); // Whoever stops does not rest: nothing that was said is lost.
        Assert.Equal(7, hub.Witness.LastOf(a.Log.Origin).Size);
    }

    [Fact]
    public async Task A_conflict_is_followed_by_no_rest()
    {
        using var folders = new Federation.Tests.Cli.TemporaryFolder();
        await using var a = await PartyAsync(folders["a"], "demo.federation/adapter/a/audit");
        await using var hub = await PartyAsync(folders["hub"], "demo.federation/broker/hub/audit", _time);
        await TellAsync(a, hub, oldSize: 1);
        await Task.Delay(100, Cancellation); // The conflict is over, and time stands still.
        Assert.Equal(0, hub.Witness.LastOf(a.Log.Origin).Size);
        await TellAsync(a, hub);
        await WaitAsync(() => hub.Witness.LastOf(a.Log.Origin).Size == 2);
    }

    private static async Task TellAsync(Party a, Party hub, long? oldSize = null)
    {
        var seen = new LogExchange(hub.Exchanger.Offer(a.Log.Origin)) { Checkpoint = "" }; // One side only records.
        a.Exchanger.Take(seen, origin => origin == hub.Log.Origin);
        await a.Log.AppendAsync(LogFixture.Entry((int)a.Log.Count), Cancellation);
        a.Log.SignCheckpoint();
        var offer = a.Exchanger.Offer(hub.Log.Origin);
        offer.OldSize = oldSize ?? offer.OldSize;
        hub.Exchanger.Take(offer, origin => origin == a.Log.Origin);
    }

    private static async Task<Party> PartyAsync(string folder, string origin, TimeProvider? rests = null)
    {
        var key = SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));
        var log = await AuditLog.OpenAsync(
            new AuditLogOptions { Directory = folder, Origin = origin, SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin },
            new NoteSigner(origin, key), TimeProvider.System, Cancellation);
        return new Party(log, new Cosigner(origin, key), rests ?? TimeProvider.System);
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        for (var i = 0; i < 500 && !holds(); i++)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.True(holds());
    }

    private async Task AssertStatusAsync(int status, AddCheckpointRequest request) =>
        Assert.Equal(status, (await _witness.AddCheckpointAsync(request.Format(), Cancellation)).Status);

    private long TimeOf(string note)
    {
        Assert.True(CosignatureVerifier.TryParse(_witness.VerifierKey, out var verifier));
        Assert.True(verifier.TryVerify(note, out var unixSeconds));
        return unixSeconds;
    }

    private string Body(long old, long size) => Request(old, size).Format();

    private AddCheckpointRequest Request(long old, long size)
    {
        lock (_tree)
        {
            return new(old, old == 0 || old == size ? [] : _tree.ProveConsistency(old, size), Note(size));
        }
    }

    private string Note(long size)
    {
        lock (_tree) // A tree is for one thread at a time.
        {
            return _fixture.Signer.Sign(new Checkpoint(LogFixture.Origin, size, _tree.Root(size)).Format());
        }
    }

    private sealed class SteppingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Party : IAsyncDisposable, IWitnessStore
    {
        public Party(AuditLog log, Cosigner cosigner, TimeProvider rests)
        {
            Log = log;
            Witness = new Witness(cosigner, this, TimeProvider.System);
            Exchanger = new LogExchanger(log, Witness, rests);
        }

        public AuditLog Log { get; }

        public Witness Witness { get; }

        public LogExchanger Exchanger { get; }

        public Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken) =>
            Log.AppendLaterAsync(EntryBytes.Write(new AuditEntry { PeerCheckpoint = checkpoint }));

        public async ValueTask DisposeAsync()
        {
            await Exchanger.DisposeAsync();
            await Log.DisposeAsync();
            Witness.Dispose();
        }
    }
}
