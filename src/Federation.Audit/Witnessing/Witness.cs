using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit;

/// <summary>
/// Watches other parties' logs and cosigns what continues what it saw (C2SP tlog-witness v1.0.0). What it cosigned is
/// durable first: no two checkpoints that it ever cosigned disagree.
/// </summary>
/// <param name="cosigner">Its key.</param>
/// <param name="store">Keeps what it saw.</param>
/// <param name="time">The clock of cosignatures; their time never goes back.</param>
public sealed class Witness(Cosigner cosigner, IWitnessStore store, TimeProvider time) : IDisposable
{
    /// <summary>How long the same checkpoint gets the same cosignature again; after that one of its own time, on record
    /// like the first.</summary>
    private const long SameSecondsMax = 300;

    private readonly ConcurrentDictionary<string, SeenLog> _logs = new(StringComparer.Ordinal);

    /// <summary>The key that checks its cosignatures: <c>name+id+key</c> of kind <c>0x04</c>.</summary>
    public string VerifierKey => cosigner.VerifierKey;

    /// <summary>The logs that showed it something that contradicts what it saw: origin, and the two notes that prove
    /// it.
    /// </summary>
    public IReadOnlyList<(string Origin, string Seen, string Contradicting)> Forks =>
        [.. _logs.Where(log => log.Value.ForkedNote is not null)
            .Select(log => (log.Key, log.Value.CosignedNote, log.Value.ForkedNote!))];

    /// <summary>What it saw of each log: the newest note that it cosigned, and one that contradicts it; empty for none.
    /// </summary>
    public IReadOnlyList<(string Origin, string Cosigned, string Contradicting)> Peers =>
        [.. _logs.OrderBy(log => log.Key, StringComparer.Ordinal)
            .Select(log => (log.Key, log.Value.CosignedNote, log.Value.ForkedNote ?? ""))];

    /// <summary>When each log was cosigned last, in seconds since 1970-01-01 UTC; those that never were are not named.
    /// </summary>
    public IReadOnlyList<(string Origin, long UnixSeconds)> Heard =>
        [.. _logs.Where(log => log.Value.Checkpoint is not null).OrderBy(log => log.Key, StringComparer.Ordinal)
            .Select(log => (log.Key, log.Value.UnixSeconds))];

    /// <summary>Watches a log by its key; the key's name is the origin.</summary>
    /// <exception cref="FormatException">The key is none.</exception>
    public void Trust(string verifierKey)
    {
        var verifier = NoteVerifier.Parse(verifierKey);
        _logs.GetOrAdd(verifier.Name, _ => new SeenLog(verifier)).Trust(verifier);
    }

    /// <summary>Takes a key as the log that it is of names it: where the log was never seen it is believed, and from
    /// then on only a key to which one that is trusted handed over.</summary>
    /// <param name="verifierKey">The key.</param>
    /// <param name="succession">What led to it, as the log has it.</param>
    /// <exception cref="FormatException">The key is none.</exception>
    public void Follow(string verifierKey, string succession)
    {
        var verifier = NoteVerifier.Parse(verifierKey);
        if (_logs.TryGetValue(verifier.Name, out var log))
        {
            log.Follow(succession);
        }
        else if (!_logs.TryGetValue(NewestShardOf(verifier.Name), out var earlier)
            || earlier.LeadsTo(verifierKey, succession))
        {
            _logs.TryAdd(verifier.Name, new SeenLog(verifier));
        }
    }

    /// <summary>Follows the keys of logs that are watched to those that they handed over to: of the same log, or of its
    /// next shard, which is watched from then on. Anyone may bring it: what no trusted key signed leads
    /// nowhere.</summary>
    /// <param name="succession">What led to the newest key, as the log has it.</param>
    /// <returns>Whether a log has another key by now.</returns>
    public bool Follow(string succession)
    {
        if (!LogSuccession.TryParse(succession, out var all) || all.Count == 0
            || !NoteVerifier.TryParse(all[^1].NewKey, out var newest))
        {
            return false;
        }

        if (_logs.TryGetValue(newest.Name, out var log))
        {
            return log.Follow(succession);
        }

        return _logs.TryGetValue(NewestShardOf(newest.Name), out var earlier)
            && earlier.LeadsTo(newest.VerifierKey, succession)
            && _logs.TryAdd(newest.Name, new SeenLog(newest));
    }

    /// <summary>The newest shard that is watched of a log; the name itself where none is.</summary>
    /// <param name="origin">The name of the log, or of a shard of it.</param>
    public string NewestShardOf(string origin)
    {
        var log = LogOrigin.Split(origin).Log;
        return _logs.Keys.Where(watched => LogOrigin.IsOf(watched, log))
            .MaxBy(watched => LogOrigin.Split(watched).Number) ?? origin;
    }

    /// <summary>Whether a log is watched.</summary>
    public bool Watches(string origin) => _logs.ContainsKey(origin);

    /// <summary>Takes back what was kept before, in the order in which it was kept; its log is watched. It was verified
    /// when it was kept: that its key is trusted no more undoes nothing of it.</summary>
    public void Restore(PeerCheckpoint kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        if (!NoteVerifier.TryParse(kept.LogVerifierKey, out var verifier)
            || !verifier.TryVerify(kept.Checkpoint, out var text)
            || !Checkpoint.TryParse(text, out var checkpoint) || checkpoint.Origin != verifier.Name)
        {
            return;
        }

        var log = _logs.GetOrAdd(verifier.Name, _ => new SeenLog(verifier));
        if (kept.IsFork)
        {
            log.ForkedNote = kept.Checkpoint;
            return;
        }

        log.Adopt(verifier, kept.Checkpoint);
        Cosign(log, checkpoint, kept.Checkpoint, Math.Max(log.UnixSeconds, kept.CosignedUnixS));
    }

    /// <summary>The size of a log that was cosigned last, and the cosignature; 0 and empty before the first.</summary>
    public (long Size, string Cosignature) LastOf(string origin) =>
        _logs.TryGetValue(origin, out var log) && log.Checkpoint is { } checkpoint
            ? (checkpoint.Size, log.Cosignature)
            : (0, "");

    /// <summary>The newest note with this witness's cosignature, by the hash of the origin as monitors ask for it; null
    /// where there is none.</summary>
    /// <param name="originHash">Lower-case hexadecimal SHA-256 of the origin.</param>
    public string? Find(string originHash) => _logs
        .Where(log => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(log.Key))) == originHash)
        .Select(log => log.Value.CosignedNote).FirstOrDefault(note => note.Length > 0);

    /// <summary>Takes the body of a POST to <c>add-checkpoint</c>.</summary>
    /// <exception cref="AuditLogUnavailableException">What it saw could not be kept: nothing was cosigned.</exception>
    public Task<WitnessAnswer> AddCheckpointAsync(string body, CancellationToken cancellationToken) =>
        AddCheckpointRequest.TryParse(body, out var request)
            ? AddCheckpointAsync(request, isFromOwner: false, cancellationToken)
            : Task.FromResult(WitnessAnswer.Refused(400));

    /// <summary>The same for a server: status, body and content type, or null where what it saw could not be kept.
    /// </summary>
    public async Task<(int Status, string Body, string ContentType)?> ServeAsync(
        string body, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AddCheckpointAsync(body, cancellationToken).ConfigureAwait(false);
            return (answer.Status, answer.Body, answer.ContentType);
        }
        catch (AuditLogUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Compares a checkpoint with what was seen, keeps it and cosigns it.</summary>
    /// <param name="request">The checkpoint and its proof.</param>
    /// <param name="isFromOwner">Whether the log's own party sent it over an authenticated link: then a proof that
    /// fails is its own doing and counts as a fork. From anyone else it shows nothing but a bad proof.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn.</param>
    /// <exception cref="AuditLogUnavailableException">What it saw could not be kept: nothing was cosigned.</exception>
    public async Task<WitnessAnswer> AddCheckpointAsync(
        AddCheckpointRequest request, bool isFromOwner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var origin = request.Note[..Math.Max(0, request.Note.IndexOf('\n', StringComparison.Ordinal))];
        if (!_logs.TryGetValue(origin, out var log))
        {
            return WitnessAnswer.Refused(404);
        }

        if (log.Verify(request.Note) is not var (checkpoint, key))
        {
            return WitnessAnswer.Refused(403);
        }

        if (request.OldSize > checkpoint.Size)
        {
            return WitnessAnswer.Refused(400);
        }

        await log.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var shown = new Shown(checkpoint, key, request, isFromOwner);
            return await CompareAsync(log, shown, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            log.Turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }
    }

    private async Task<WitnessAnswer> CompareAsync(SeenLog log, Shown shown, CancellationToken cancellationToken)
    {
        var checkpoint = shown.Checkpoint;
        var (seenSize, seenRoot) = (log.Checkpoint?.Size ?? 0, log.Checkpoint?.Root ?? default);
        if (checkpoint.Size == seenSize && seenSize > 0 && !checkpoint.Root.Span.SequenceEqual(seenRoot.Span))
        {
            return await ForkedAsync(log, shown, cancellationToken).ConfigureAwait(false);
        }

        if (shown.Request.OldSize != seenSize)
        {
            return WitnessAnswer.Conflict(seenSize);
        }

        if (!Continues(checkpoint, shown.Request, seenSize, seenRoot))
        {
            return shown.IsFromOwner && seenSize > 0
                ? await ForkedAsync(log, shown, cancellationToken).ConfigureAwait(false)
                : WitnessAnswer.Refused(422);
        }

        var unixSeconds = Math.Max(log.UnixSeconds, time.GetUtcNow().ToUnixTimeSeconds());
        if (log.Checkpoint is not null && checkpoint.Size == seenSize && unixSeconds - log.UnixSeconds < SameSecondsMax)
        {
            return WitnessAnswer.Cosigned(log.Cosignature);
        }

        await store.KeepAsync(shown.Kept(isFork: false, unixSeconds), cancellationToken).ConfigureAwait(false);
        Cosign(log, checkpoint, shown.Request.Note, unixSeconds);
        return WitnessAnswer.Cosigned(log.Cosignature);
    }

    private static bool Continues(
        Checkpoint checkpoint, AddCheckpointRequest request, long seenSize, ReadOnlyMemory<byte> seenRoot)
    {
        if (seenSize == 0)
        {
            return request.Proof.Count == 0
                && (checkpoint.Size > 0 || checkpoint.Root.Span.SequenceEqual(new TreeFold().Root()));
        }

        return MerkleProof.VerifyConsistency(
            seenSize, seenRoot.Span, checkpoint.Size, checkpoint.Root.Span, request.Proof);
    }

    /// <summary>The log's key signed it, and it does not continue what was seen: on record, and never
    /// cosigned.</summary>
    private async Task<WitnessAnswer> ForkedAsync(SeenLog log, Shown shown, CancellationToken cancellationToken)
    {
        if (log.ForkedNote is null)
        {
            log.ForkedNote = shown.Request.Note;
            await store.KeepAsync(shown.Kept(isFork: true, unixSeconds: 0), cancellationToken).ConfigureAwait(false);
        }

        return WitnessAnswer.Refused(422, isFork: true);
    }

    /// <summary>Cosigns at a time that is on record: whatever the clock says after a restart, no later cosignature has
    /// an earlier one.</summary>
    private void Cosign(SeenLog log, Checkpoint checkpoint, string note, long unixSeconds)
    {
        log.UnixSeconds = unixSeconds;
        log.Cosignature = cosigner.Cosign(Checkpoint.TextOf(note), log.UnixSeconds);
        log.CosignedNote = note + log.Cosignature;
        log.Checkpoint = checkpoint;
    }

    private sealed record Shown(
        Checkpoint Checkpoint, string Key, AddCheckpointRequest Request, bool IsFromOwner)
    {
        public PeerCheckpoint Kept(bool isFork, long unixSeconds) => new()
        {
            Checkpoint = Request.Note,
            Size = Checkpoint.Size,
            Root = ByteString.CopyFrom(Checkpoint.Root.Span),
            IsFork = isFork,
            LogVerifierKey = Key,
            CosignedUnixS = unixSeconds,
        };
    }
}
