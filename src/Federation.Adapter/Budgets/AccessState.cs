using Federation.Contracts.Audit.V1;

namespace Federation.Adapter.Budgets;

/// <summary>
/// What the log says of one allowed access. Mutated only by <see cref="LedgerFold"/>, under its lock.
/// </summary>
internal sealed class AccessState(string accessId, Intent intent)
{
    public string AccessId { get; } = accessId;

    public Intent Intent { get; } = intent;

    /// <summary>The releases on record, in the order of their chunks, with their index in the log.</summary>
    public List<(long Index, ReleaseRecord Record)> Releases { get; } = [];

    /// <summary>Whether the INTENT is durable. Before, the debit is only reserved.</summary>
    public bool IsOnRecord { get; set; }

    /// <summary>
    /// Whether the whole answer is on record: a statistic's one release, or a sample's completed outcome.
    /// </summary>
    public bool IsComplete { get; set; }
}
