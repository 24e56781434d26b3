namespace Federation.Broker.Alerts;

/// <summary>What the newest report of a reconciliation says.</summary>
/// <param name="IsReadable">Whether there is one that can be read.</param>
/// <param name="Age">How long ago it was written; null where there is none.</param>
/// <param name="IsOverdue">Whether a newer one should be there by now.</param>
/// <param name="FindingsCount">How many discrepancies it names.</param>
/// <param name="Kinds">Those that it lists, by party and verdict, with their count.</param>
public sealed record ReconciliationState(
    bool IsReadable, TimeSpan? Age, bool IsOverdue, long FindingsCount,
    IReadOnlyList<(string Silo, string Verdict, int Count)> Kinds)
{
    /// <summary>What is amiss now.</summary>
    /// <param name="nowUnixMs">When, in milliseconds since 1970-01-01 UTC.</param>
    public IEnumerable<Alert> Alerts(long nowUnixMs)
    {
        foreach (var (silo, verdict, count) in Kinds)
        {
            yield return new Alert(
                AlertRule.ReconciliationFinding, $"{silo}: {verdict}", nowUnixMs,
                $"The reconciliation names {count} accesses of {silo} as {verdict}.");
        }

        if (IsOverdue || !IsReadable)
        {
            yield return new Alert(
                AlertRule.ReconciliationOverdue, "broker", nowUnixMs,
                IsReadable ? $"The last reconciliation is {Age:g} old." : "There is no report of a reconciliation.");
        }
    }
}
