using System.Security.Cryptography;
using Federation.Audit;
using Federation.Faults.Writing;
using Federation.Sealing;

namespace Federation.Faults.Recovery;

/// <summary>Opens a log that a fault has hit, as the next start would, and holds it against what its writers were told.</summary>
internal static class RecoveredLog
{
    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <remarks>
    /// Every acknowledged entry stands at its index, byte for byte; every checkpoint that was ever signed is one of this log;
    /// it takes another entry; and all its files agree with each other afterwards.
    /// </remarks>
    public static async Task<string?> FaultAsync(WriterOptions options, Acknowledged acknowledged)
    {
        if (acknowledged.Fault is { } told)
        {
            return told;
        }

        try
        {
            await using (var log = await LogWriter.OpenAsync(options, CancellationToken.None))
            {
                if (await FaultOfEntriesAsync(log, acknowledged) is { } fault)
                {
                    return fault;
                }

                await log.AppendAsync("after"u8.ToArray(), CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is AuditLogDamagedException or AuditLogUnavailableException)
        {
            return exception.ToString();
        }

        var report = await LogFsck.CheckAsync(
            options.Log, LogWriter.Signer.VerifierKey, progress: null, CancellationToken.None);
        return report.IsIntact ? null : "fsck: " + report;
    }

    private static async Task<string?> FaultOfEntriesAsync(AuditLog log, Acknowledged acknowledged)
    {
        var tree = new MerkleTree();
        var digests = new Dictionary<long, string>();
        await foreach (var (index, entry) in log.ReadAllAsync(CancellationToken.None))
        {
            tree.Append(MerkleTree.LeafHash(entry.Span));
            digests[index] = Convert.ToHexStringLower(SHA256.HashData(entry.Span));
        }

        foreach (var (index, digest) in acknowledged.Digests)
        {
            if (digests.GetValueOrDefault(index) != digest)
            {
                return $"Entry {index} of {digests.Count} was acknowledged and is not there.";
            }
        }

        var verifier = NoteVerifier.Parse(LogWriter.Signer.VerifierKey);
        foreach (var note in acknowledged.Notes)
        {
            if (!verifier.TryVerify(note, out var text) || !Checkpoint.TryParse(text, out var checkpoint)
                || checkpoint.Size > tree.Count
                || !tree.Root(checkpoint.Size).AsSpan().SequenceEqual(checkpoint.Root.Span))
            {
                return "A checkpoint was signed that is none of this log:\n" + note;
            }
        }

        return null;
    }
}
