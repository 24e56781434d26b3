using System.Text;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// Checks a log, or a copy of one, against what its key signed: no server, no lock, nothing written. Names the first
/// entry that was altered, removed or reordered.
/// </summary>
public static class LogVerifier
{
    /// <summary>Checks a log.</summary>
    /// <param name="directory">The folder of the log.</param>
    /// <param name="verifierKey">The log's key from somewhere other than the folder: <c>name+id+key</c>.</param>
    /// <param name="progress">Told how many entries were read.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="FormatException">The verifier key is none.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static Task<VerifyReport> VerifyAsync(
        string directory, string verifierKey, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var verifier = NoteVerifier.Parse(verifierKey);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no folder {directory}.");
        }

        return Task.Run(() => Verify(directory, verifier, progress, cancellationToken), cancellationToken);
    }

    private static VerifyReport Verify(
        string directory, NoteVerifier verifier, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        var keys = LogKeys.Of(verifier, LogSuccession.ReadAll(storage));
        var cosigned = CosignedNote.Read(storage, keys);
        var checkpoint = ReadCheckpoint(storage, keys); // Read first: a log that is open may grow meanwhile.
        var state = ReadState(storage, checkpoint?.Origin);
        var firstKept = RetentionMark.Read(storage);
        var pass = WalPass.Run(
            storage, firstKept, [checkpoint?.Size ?? 0, state?.Size ?? 0, cosigned?.Checkpoint?.Size ?? 0], progress,
            cancellationToken);
        if (checkpoint is null)
        {
            return new VerifyReport(
                false, pass.Count, null, DamageKind.NotSigned, $"No checkpoint signed by {verifier.Name}.", null);
        }

        if (!pass.Has(checkpoint))
        {
            return Damaged(storage, firstKept, checkpoint, checkpoint, cancellationToken);
        }

        if (state is not null && state.Size > checkpoint.Size && !pass.Has(state))
        {
            return Damaged(storage, firstKept, state, checkpoint, cancellationToken);
        }

        if (cosigned is not null && !(cosigned.Checkpoint is { } seen && pass.Has(seen)))
        {
            return new VerifyReport(false, pass.Count, null, DamageKind.Altered, cosigned.Fault, checkpoint);
        }

        if (pass.First == 0 && BadHead(storage, directory, checkpoint) is { } fault)
        {
            return new VerifyReport(false, pass.Count, 0, DamageKind.Altered, fault, checkpoint);
        }

        var rest = pass.Count - checkpoint.Size;
        var signed = pass.First == 0
            ? $"All {checkpoint.Size} signed entries are intact"
            : $"All {checkpoint.Size - pass.First} signed entries that are kept are intact, and so are the hashes of "
                + $"entries 0 to {pass.First - 1}, which are no longer readable: retention removed them";
        return new VerifyReport(
            true, pass.Count - pass.First, null, null, $"{signed}; {rest} more wait for a checkpoint.", checkpoint)
        {
            FirstReadableIndex = pass.First,
            CosignedNote = cosigned?.Note,
        };
    }

    /// <summary>A shard must name the very checkpoint that the one before it ended with.</summary>
    private static string? BadHead(FileLogStorage storage, string directory, Checkpoint checkpoint) =>
        LogOrigin.Split(checkpoint.Origin).Number > 1
        && LogSuccession.ReadAll(storage).LastOrDefault(one => one.End.Origin != checkpoint.Origin) is { } end
        && ShardHead.FindFault(directory, end) is not null
            ? $"The shard does not begin with the LEDGER_CARRY of {end.End.Origin} of {end.End.Size} entries."
            : null;

    private static Checkpoint? ReadCheckpoint(FileLogStorage storage, LogKeys keys) =>
        storage.ReadFile(CheckpointWriter.CheckpointFile) is { } note
        && keys.TryVerify(Encoding.UTF8.GetString(note), out var checkpoint)
            ? checkpoint
            : null;

    /// <summary>What the log was about to sign. Nobody signed it, so it can only add suspicion.</summary>
    private static Checkpoint? ReadState(FileLogStorage storage, string? origin) =>
        storage.ReadFile(TreeState.FileName) is { } bytes && TreeState.Read(bytes) is { } newest
        && Checkpoint.TryParse(newest.Text, out var state) && state.Origin == origin
            ? state
            : null;

    private static VerifyReport Damaged(
        FileLogStorage storage, long firstKept, Checkpoint against, Checkpoint signed,
        CancellationToken cancellationToken)
    {
        var entries = ScannedLog.Read(storage, progress: null, cancellationToken).Entries;
        var (index, kind) = new DamageFinder(
            entries, SignedHashes(storage, against), against.Size, firstKept).Find();
        var what = index is { } known
            ? $"Entry {known} was {kind.ToString().ToLowerInvariant()}."
            : "The entries are not those that were signed; which of them, nothing left in the folder tells.";
        return new VerifyReport(false, entries.Count, index, kind, what, signed);
    }

    /// <summary>The hashes in the tiles, where the checkpoint's root vouches for all of them; else none.</summary>
    private static List<byte[]> SignedHashes(FileLogStorage storage, Checkpoint checkpoint)
    {
        var hashes = TileReader.ReadLeaves(storage, checkpoint.Size);
        if (hashes.Count != checkpoint.Size)
        {
            return [];
        }

        var tree = new MerkleTree();
        hashes.ForEach(hash => tree.Append(hash));
        return tree.Root(checkpoint.Size).AsSpan().SequenceEqual(checkpoint.Root.Span) ? hashes : [];
    }
}
