namespace Federation.Audit;

/// <summary>One thing that does not add up.</summary>
/// <param name="Verdict">Its class.</param>
/// <param name="Silo">The silo concerned; null where it is the broker.</param>
/// <param name="AccessId">The access, as the log concerned names it; null where it is none in particular.</param>
/// <param name="Index">The index of the entry that shows it, in the log that has one; null where there is none.</param>
/// <param name="Explanation">A sentence for people.</param>
public sealed record ReconciliationFinding(
    ReconciliationVerdict Verdict, string? Silo, string? AccessId, long? Index, string Explanation)
{
    /// <summary>The notes that prove it, where signed notes do; else empty.</summary>
    public IReadOnlyList<string> Proof { get; init; } = [];
}
