using System.Text;
using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>How a shard begins: the first with any entry, each further one with a whole LEDGER_CARRY that names the
/// last checkpoint of the one before.</summary>
public static class ShardHead
{
    /// <summary>Holds the first entries of an open log against how its shard has to begin.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AuditLogDamagedException">It does not begin so: what was spent cannot be told.</exception>
    public static async Task CheckAsync(AuditLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (LogOrigin.Split(log.Origin).Number == 1)
        {
            return;
        }

        var count = 1L;
        for (var index = 0L; index < count; index++)
        {
            var entry = index < log.Count ? await log.ReadAsync(index, cancellationToken).ConfigureAwait(false) : [];
            var carry = EntryBytes.TryRead(entry)?.LedgerCarry;
            if (carry is null || carry.Part != index || carry.PartsCount < 1 || (index > 0 && carry.PartsCount != count)
                || (index == 0 && !IsPredecessor(carry, log.Succession, log.Origin)))
            {
                throw new AuditLogDamagedException(
                    $"The audit log {log.Origin} does not begin with the LEDGER_CARRY of the shard before it.", index);
            }

            count = carry.PartsCount;
        }
    }

    /// <summary>Why the carry of a closed shard is not safe in the next one; null where it is.</summary>
    /// <param name="folder">The folder of the next shard.</param>
    /// <param name="end">What led from the closed shard to it.</param>
    internal static string? FindFault(string folder, LogSuccession end)
    {
        using var storage = FileLogStorage.OpenForReading(folder);
        if (storage.ReadFile(CheckpointWriter.CheckpointFile) is not { } note
            || !LogKeys.Of(end.NewKey, LogSuccession.Format(LogSuccession.ReadAll(storage)))
                .TryVerify(Encoding.UTF8.GetString(note), out var checkpoint))
        {
            return "its next shard has no checkpoint that its key signed";
        }

        var count = 1L;
        var found = 0L;
        foreach (var (index, entry) in LogReader.ReadAll(folder).TakeWhile(read => read.Index < count))
        {
            var carry = EntryBytes.TryRead(entry.Span)?.LedgerCarry;
            if (carry is null || carry.Part != index || (index == 0 && !Names(carry, end.End)))
            {
                return "its next shard does not begin with a LEDGER_CARRY of it";
            }

            (count, found) = (carry.PartsCount, found + 1);
        }

        return found == count && checkpoint.Size >= count ? null : "the LEDGER_CARRY of its next shard is not whole";
    }

    /// <summary>Whether a carry is of a shard that ended so.</summary>
    internal static bool Names(LedgerCarry carry, Checkpoint end) =>
        Checkpoint.TryParse(Checkpoint.TextOf(carry.Predecessor), out var named) && named.Origin == end.Origin
        && named.Size == end.Size && named.Root.Span.SequenceEqual(end.Root.Span);

    private static bool IsPredecessor(LedgerCarry carry, string succession, string origin) =>
        LogSuccession.TryParse(succession, out var all)
        && all.LastOrDefault(one => one.End.Origin != origin) is { } end && Names(carry, end.End);
}
