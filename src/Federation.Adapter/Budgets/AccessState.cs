using Federation.Adapter.Policies;
using Federation.Contracts.Audit.V1;

namespace Federation.Adapter.Budgets;

/// <summary>
/// What the log says of one allowed access. Mutated only by <see cref="LedgerFold"/>, under its lock.
/// </summary>
/// <param name="entry">The entry of its INTENT, durable or about to be.</param>
internal sealed class AccessState(AuditEntry entry)
{
    public string AccessId { get; } = entry.AccessId;

    public Intent Intent { get; } = entry.Intent;

    /// <summary>The day of the debit, as the entry has it: a restart counts it for the same period.</summary>
    public long Day { get; } = BudgetRenewal.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs));

    /// <summary>The releases on record, in the order of their chunks, with their index in the log; below 0 for one of
    /// an earlier shard.</summary>
    public List<(long Index, ReleaseRecord Record)> Releases { get; } = [];

    /// <summary>Takes a release. True where it is new: one of an earlier shard that is recorded again only gets its
    /// place here.</summary>
    public bool Take(long index, ReleaseRecord record)
    {
        var known = Releases.FindIndex(release => release.Index < 0
            && release.Record.ChunkNumber == record.ChunkNumber
            && release.Record.ReleaseDigest == record.ReleaseDigest);
        if (known < 0)
        {
            Releases.Add((index, record));
            return true;
        }

        Releases[known] = (index, Releases[known].Record);
        return false;
    }

    /// <summary>Whether the INTENT is durable. Before, the debit is only reserved.</summary>
    public bool IsOnRecord { get; set; }

    /// <summary>
    /// Whether the whole answer is on record: a statistic's one release, or a sample's completed outcome.
    /// </summary>
    public bool IsComplete { get; set; }
}
