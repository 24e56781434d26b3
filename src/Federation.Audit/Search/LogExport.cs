using System.Text;
using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>Reads a log entry by entry for export, each beside the INTENT of its access, and debits that belong to no
/// access (PREPARATION), so that costs add up. Holds open accesses only.</summary>
public static class LogExport
{
    /// <summary>The entries of the accesses that a filter picks, in the log's order.</summary>
    /// <param name="directory">The folder of the log, or a copy of it.</param>
    /// <param name="filter">Which accesses.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="AuditLogDamagedException">The log cannot be read to its end.</exception>
    public static IEnumerable<ExportedEntry> Read(string directory, LogFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var origin = OriginOf(directory);
        var open = new Dictionary<string, Intent>(StringComparer.Ordinal);
        foreach (var (index, bytes) in LogEntries.ReadAll(directory))
        {
            if (EntryBytes.TryRead(bytes.Span) is not { } entry)
            {
                continue;
            }

            if (entry.Intent is { } asked && Picks(filter, entry))
            {
                open[entry.AccessId] = asked;
            }

            if (entry.Preparation is not null
                && filter is { Trainer: null, Purpose: null, Agreement: null, IsAllowed: not false }
                && Picks(filter, entry, entry.Preparation.Dataset))
            {
                yield return new ExportedEntry(origin, index, MerkleTree.LeafHash(bytes.Span), entry, null);
            }

            if (open.TryGetValue(entry.AccessId, out var intent))
            {
                yield return new ExportedEntry(origin, index, MerkleTree.LeafHash(bytes.Span), entry, intent);
            }

            if (entry.Outcome is { Status: OutcomeStatus.Completed } || entry.Intent is { Decision: Decision.Deny })
            {
                open.Remove(entry.AccessId);
            }
        }
    }

    private static bool Picks(LogFilter filter, AuditEntry entry) =>
        Is(filter.Purpose, entry.Intent.Purpose)
        && Is(filter.Agreement, entry.Intent.Agreement)
        && (filter.Trainer is null
            || entry.Intent.TrainerFingerprint.StartsWith(filter.Trainer, StringComparison.Ordinal))
        && (filter.IsAllowed is not { } isAllowed || isAllowed == (entry.Intent.Decision == Decision.Allow))
        && Picks(filter, entry, entry.Intent.Dataset);

    private static bool Picks(LogFilter filter, AuditEntry entry, string dataset) =>
        Is(filter.Dataset, dataset)
        && (filter.AccessId is not { } id || entry.AccessId == id.ToString("D"))
        && (filter.FromUnixMs is not { } from || entry.RecordedUnixMs >= from)
        && (filter.UntilUnixMs is not { } until || entry.RecordedUnixMs < until);

    private static bool Is(string? wanted, string text) => wanted is null || wanted == text;

    private static string OriginOf(string directory)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        return storage.ReadFile(CheckpointWriter.CheckpointFile) is { } note
            ? Encoding.UTF8.GetString(note).Split('\n')[0]
            : "";
    }
}
