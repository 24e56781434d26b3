namespace Federation.Adapter.Odometers;

/// <summary>What was spent of one lineage. Losses are in millionths of a nat; what is spent never comes back.</summary>
/// <param name="Lineage">The data source and privacy unit.</param>
/// <param name="Datasets">The datasets over it.</param>
/// <param name="Spent">What counts for the lineage now: of the running period, where its budget is renewed.</param>
/// <param name="Lifetime">All debits ever, and their cap; null where the budget is granted once.</param>
/// <param name="RequestsCount">How many requests were allowed; a repeated question is one that cost nothing.</param>
/// <param name="RecordsCount">How many records of samples were asked for.</param>
/// <param name="SlicesEpsilonMicros">ε that went to other adapters, as a part of what is spent.</param>
/// <param name="Trainers">Who spent, the most first.</param>
/// <param name="SpentByPurpose">ε that was asked for and debited from the lineage, by purpose.</param>
/// <param name="SpentByDay">The same by day (UTC, ISO 8601).</param>
/// <param name="RenewsOn">The day on which the budget is granted anew (UTC, ISO 8601); null for never.</param>
public sealed record LineageOdometer(
    string Lineage, IReadOnlyList<string> Datasets, GuaranteeOdometer Spent, GuaranteeOdometer? Lifetime,
    int RequestsCount, long RecordsCount, long SlicesEpsilonMicros, IReadOnlyList<TrainerOdometer> Trainers,
    IReadOnlyDictionary<string, long> SpentByPurpose, IReadOnlyDictionary<string, long> SpentByDay, string? RenewsOn)
{
    /// <summary>ε* of the guarantee, in millionths of a nat.</summary>
    public long CapEpsilonMicros => Spent.CapEpsilonMicros;

    /// <summary>The guarantee that the debits add up to, in millionths of a nat.</summary>
    public long SpentEpsilonMicros => Spent.EpsilonMicros;

    /// <summary>What is left by ε; never below 0, also where the cap was lowered after it was spent.</summary>
    public long LeftEpsilonMicros => Math.Max(0, CapEpsilonMicros - SpentEpsilonMicros);
}

/// <summary>What one trainer spent of a lineage.</summary>
/// <param name="Fingerprint">The fingerprint of its signing key.</param>
/// <param name="CapEpsilonMicros">The most that one trainer may spend.</param>
/// <param name="SpentEpsilonMicros">What it was charged, also for answers that cost the lineage nothing.</param>
/// <param name="RequestsCount">How many requests of it were allowed.</param>
public sealed record TrainerOdometer(
    string Fingerprint, long CapEpsilonMicros, long SpentEpsilonMicros, int RequestsCount);
