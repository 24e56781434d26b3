namespace Federation.Audit;

/// <summary>What became of holding logs and receipts against each other.</summary>
/// <param name="BrokerAccessesCount">How many accesses the broker's log has.</param>
/// <param name="AdapterAccessesCount">How many accesses the adapters' logs have.</param>
/// <param name="ReceiptsCount">How many receipts were checked.</param>
/// <param name="PendingCount">How many accesses the copies are too old to judge: they ran while copies were
/// made.</param>
/// <param name="UncheckedCount">How many releases are of silos whose log was not given.</param>
/// <param name="FindingsCount">How many discrepancies were found.</param>
/// <param name="Findings">The first of them, at most 10,000.</param>
public sealed record ReconciliationReport(
    long BrokerAccessesCount, long AdapterAccessesCount, long ReceiptsCount, long PendingCount, long UncheckedCount,
    long FindingsCount, IReadOnlyList<ReconciliationFinding> Findings)
{
    /// <summary>How many accesses could not be judged, for entries of them are no longer readable: retention removed
    /// them, or the shard that has them was not given.</summary>
    public long UnreadableCount { get; init; }

    /// <summary>Whether all that was given adds up.</summary>
    public bool IsClean => FindingsCount == 0;
}
