using System.Text;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// Checks a log from its public files alone: checkpoint, tiles and bundles, as any C2SP client sees them. Reads each
/// file once, keeps a few hundred hashes, and names the first entry that is not what was signed.
/// </summary>
public static class PublishedLog
{
    private const int NoteLengthBytesMax = 1 << 20;

    /// <summary>Checks every entry and every hash against what the log's key signed.</summary>
    /// <param name="files">Where the files are.</param>
    /// <param name="verifierKey">The log's key from somewhere other than the files: <c>name+id+key</c>.</param>
    /// <param name="progress">Told how many entries were read.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="FormatException">The verifier key is none.</exception>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public static async Task<PublishedReport> VerifyAsync(
        ILogFiles files, string verifierKey, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        var verifier = NoteVerifier.Parse(verifierKey);
        var keys = LogKeys.Of(
            verifier, await LogSuccession.ReadAllAsync(files, cancellationToken).ConfigureAwait(false));
        var cosigned = CosignedNote.Of(
            await files.ReadAsync(CosignedCheckpoints.FileName, NoteLengthBytesMax, cancellationToken)
                .ConfigureAwait(false), keys); // First: it never covers more than what is published after it.
        if (await ReadCheckpointAsync(files, keys, cancellationToken).ConfigureAwait(false) is not { } checkpoint)
        {
            var faults = new FaultList();
            faults.Add(CheckpointWriter.CheckpointFile, null, $"is missing or not signed by {verifier.Name}");
            return new PublishedReport(
                false, 0, null, 1, faults.Kept, $"No checkpoint signed by {verifier.Name}.", null);
        }

        var firstKept = await RetentionMark.ReadAsync(files, cancellationToken).ConfigureAwait(false);
        return await new PublishedWalk(files, checkpoint, cosigned, firstKept, progress).RunAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>The checkpoint that a key of the log signed; null where there is none.</summary>
    private static async Task<Checkpoint?> ReadCheckpointAsync(
        ILogFiles files, LogKeys keys, CancellationToken cancellationToken)
    {
        var note = await files.ReadAsync(CheckpointWriter.CheckpointFile, NoteLengthBytesMax, cancellationToken)
            .ConfigureAwait(false);
        return note is not null && keys.TryVerify(Encoding.UTF8.GetString(note), out var checkpoint)
            ? checkpoint
            : null;
    }
}
