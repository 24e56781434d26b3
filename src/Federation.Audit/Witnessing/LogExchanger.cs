using System.Collections.Concurrent;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit;

/// <summary>
/// Entangles a party's log with those of its peers: says with every exchange what its own log is, and takes what peers
/// say of theirs. Nothing waits for it: what arrives is verified, recorded and cosigned behind the answer, the newest
/// of each peer at a time, and a peer's at most twice a second: what is said in between is covered by the next one.
/// </summary>
public sealed class LogExchanger : IAsyncDisposable
{
    /// <summary>The metadata and the trailer that carry what is exchanged.</summary>
    public const string MetadataKey = "federation-log-bin";

    /// <summary>How long a peer's log rests after it was cosigned. Only then: one that was answered with a conflict is
    /// about to be shown with the right proof, and a fork must not wait.</summary>
    private static readonly TimeSpan RestDuration = TimeSpan.FromMilliseconds(500);

    private readonly AuditLog _log;
    private readonly Witness _witness;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, PeerState> _peers = new(StringComparer.Ordinal);

    /// <summary>Prepares the exchange.</summary>
    /// <param name="log">The party's own log.</param>
    /// <param name="witness">Watches the peers' logs.</param>
    /// <param name="time">The clock of rests between a peer's checkpoints.</param>
    public LogExchanger(AuditLog log, Witness witness, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(time);
        (_log, _witness, _time) = (log, witness, time);
    }

    /// <summary>What to tell a peer now.</summary>
    /// <param name="origin">The name of the peer's log, or of any of its shards; empty where it is not known
    /// yet.</param>
    public LogExchange Offer(string origin)
    {
        origin = _witness.NewestShardOf(origin);
        var (size, note) = _log.NewestCheckpoint;
        var old = _peers.TryGetValue(origin, out var peer) ? Math.Min(peer.OurSeenSize, size) : 0;
        var (seenSize, cosignature) = _witness.LastOf(origin);
        var offer = new LogExchange
        {
            Checkpoint = note,
            OldSize = old,
            SeenSize = seenSize,
            Cosignature = cosignature,
            LogVerifierKey = _log.VerifierKey,
            WitnessVerifierKey = _witness.VerifierKey,
            Succession = old <= _log.SucceededSize ? _log.Succession : "", // It may not know the present key.
        };
        if (old > 0 && old < size)
        {
            offer.Proof.Add(_log.ProveConsistency(old, size).Select(hash => UnsafeByteOperations.UnsafeWrap(hash)));
        }

        return offer;
    }

    /// <summary>Takes what a peer said; returns at once.</summary>
    /// <param name="exchange">What it said; null where it said nothing.</param>
    /// <param name="mayBe">Whether a log of this name can be the peer's, as its certificate says.</param>
    public void Take(LogExchange? exchange, Func<string, bool> mayBe)
    {
        ArgumentNullException.ThrowIfNull(mayBe);
        if (exchange is null || !NoteVerifier.TryParse(exchange.LogVerifierKey, out var verifier)
            || !mayBe(verifier.Name))
        {
            return;
        }

        var peer = _peers.GetOrAdd(verifier.Name, _ => new PeerState());
        if (exchange.SeenSize >= 0 && exchange.SeenSize <= _log.Count)
        {
            peer.TakeSeen(
                exchange.SeenSize, exchange.Cosignature,
                mayBe(exchange.WitnessVerifierKey.Split('+', 2)[0]) ? exchange.WitnessVerifierKey : "");
        }

        if (exchange.Checkpoint.Length > 0 && peer.Put(exchange))
        {
            peer.Watching = Task.Run(() => WatchAsync(verifier, peer));
        }
    }

    /// <summary>The cosignatures of peers over a checkpoint of this log: lines to add to its note, each of which the
    /// key verifies that the peer names over its own link.</summary>
    /// <param name="size">The size of the checkpoint.</param>
    /// <param name="note">The checkpoint as this log signed it.</param>
    public string CosignaturesOf(long size, string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        return string.Concat(_peers.Values.Select(peer => peer.CosignatureOf(size, note)));
    }

    /// <summary>Ends all rests: what peers said last is recorded before the log is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping.TrySetResult();
        await Task.WhenAll(_peers.Values.Select(peer => peer.Watching)).ConfigureAwait(false);
    }

    private async Task WatchAsync(NoteVerifier verifier, PeerState peer)
    {
        while (peer.TryTake(out var exchange))
        {
            try
            {
                _witness.Follow(verifier.VerifierKey, exchange.Succession);
                var answer = await _witness.AddCheckpointAsync(
                    new AddCheckpointRequest(
                        exchange.OldSize, [.. exchange.Proof.Select(hash => hash.ToByteArray())], exchange.Checkpoint),
                    isFromOwner: true, CancellationToken.None).ConfigureAwait(false);
                if (answer.IsCosigned)
                {
                    await Task.WhenAny(Task.Delay(RestDuration, _time), _stopping.Task).ConfigureAwait(false);
                }
            }
            catch (AuditLogUnavailableException)
            {
                continue; // The log says so to everyone; there is nothing left to record on.
            }
        }
    }
}
