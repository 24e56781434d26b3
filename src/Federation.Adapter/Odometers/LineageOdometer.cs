namespace Federation.Adapter.Odometers;

/// <summary>What was spent of one lineage. Losses are in millionths of a nat; what is spent never comes back.</summary>
/// <param name="Lineage">The data source and privacy unit.</param>
/// <param name="Datasets">The datasets over it.</param>
/// <param name="CapEpsilonMicros">The hard cap over all trainers.</param>
/// <param name="SpentEpsilonMicros">The sum of all debits.</param>
/// <param name="RequestsCount">How many requests were allowed; a repeated question is one that cost nothing.</param>
/// <param name="RecordsCount">How many records of samples were asked for.</param>
/// <param name="Trainers">Who spent, the most first.</param>
/// <param name="SpentByPurpose">Debits of the lineage by purpose.</param>
/// <param name="SpentByDay">Debits of the lineage by day (UTC, ISO 8601).</param>
public sealed record LineageOdometer(
    string Lineage, IReadOnlyList<string> Datasets, long CapEpsilonMicros, long SpentEpsilonMicros, int RequestsCount,
    long RecordsCount, IReadOnlyList<TrainerOdometer> Trainers, IReadOnlyDictionary<string, long> SpentByPurpose,
    IReadOnlyDictionary<string, long> SpentByDay)
{
    /// <summary>What is left; never below 0, also where the cap was lowered after it was spent.</summary>
    public long LeftEpsilonMicros => Math.Max(0, CapEpsilonMicros - SpentEpsilonMicros);
}

/// <summary>What one trainer spent of a lineage.</summary>
/// <param name="Fingerprint">The fingerprint of its signing key.</param>
/// <param name="CapEpsilonMicros">The most that one trainer may spend.</param>
/// <param name="SpentEpsilonMicros">What it was charged, also for answers that cost the lineage nothing.</param>
/// <param name="RequestsCount">How many requests of it were allowed.</param>
public sealed record TrainerOdometer(
    string Fingerprint, long CapEpsilonMicros, long SpentEpsilonMicros, int RequestsCount);
