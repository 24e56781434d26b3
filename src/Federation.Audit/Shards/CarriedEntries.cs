using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>Reads a log as what it adds up to: a LEDGER_CARRY stands for the entries of the shards before it.</summary>
public static class CarriedEntries
{
    /// <summary>The index of an entry that is on an earlier shard.</summary>
    public const long ElsewhereIndex = -1;

    /// <summary>An entry itself, or, of a LEDGER_CARRY, what it carries, in order.</summary>
    /// <param name="index">Where it stands.</param>
    /// <param name="entry">The entry.</param>
    public static IEnumerable<(long Index, AuditEntry Entry)> Of(long index, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.LedgerCarry is { } carry
            ? carry.Entries.Select(carried => (ElsewhereIndex, carried))
            : [(index, entry)];
    }
}
