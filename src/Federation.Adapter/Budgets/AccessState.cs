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

    /// <summary>The releases on record, in the order of their chunks, with their index in the log.</summary>
    public List<(long Index, ReleaseRecord Record)> Releases { get; } = [];

    /// <summary>Whether the INTENT is durable. Before, the debit is only reserved.</summary>
    public bool IsOnRecord { get; set; }

    /// <summary>
    /// Whether the whole answer is on record: a statistic's one release, or a sample's completed outcome.
    /// </summary>
    public bool IsComplete { get; set; }
}
