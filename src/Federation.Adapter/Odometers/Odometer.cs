using Federation.Adapter.Policies;
using Federation.Audit;
using Federation.Contracts.Audit.V1;

namespace Federation.Adapter.Odometers;

/// <summary>What was spent of each lineage's budget, by whom and for what: a fold over the log.</summary>
public static class Odometer
{
    /// <summary>Reads the log of a state folder, also while an adapter writes it.</summary>
    /// <param name="stateFolder">The adapter's state.</param>
    /// <param name="policies">The caps.</param>
    /// <exception cref="AuditLogDamagedException">The log cannot be read.</exception>
    public static IReadOnlyList<LineageOdometer> Read(string stateFolder, PolicyBook policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var debits = ReadDebits(Path.Combine(stateFolder, "audit"));
        return
        [
            .. policies.Datasets.GroupBy(policy => policy.Shape.Lineage)
                .Select(lineage => Tally(lineage.Key, [.. lineage], debits))
                .OrderBy(lineage => lineage.Lineage, StringComparer.Ordinal),
        ];
    }

    private static List<(DateOnly Day, Intent Intent)> ReadDebits(string folder)
    {
        var debits = new List<(DateOnly, Intent)>();
        if (!Directory.Exists(folder))
        {
            return debits; // An adapter that never ran has spent nothing.
        }

        foreach (var (_, bytes) in LogReader.ReadAll(folder))
        {
            if (EntryBytes.TryRead(bytes.Span) is { Intent: { Decision: Decision.Allow } intent } entry)
            {
                var recorded = DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs).UtcDateTime;
                debits.Add((DateOnly.FromDateTime(recorded), intent));
            }
        }

        return debits;
    }

    private static LineageOdometer Tally(
        string lineage, IReadOnlyList<DatasetPolicy> datasets, List<(DateOnly Day, Intent Intent)> debits)
    {
        var own = debits.Where(debit => debit.Intent.Lineage == lineage).ToList();
        var trainerMax = datasets.Max(policy => policy.Budget.TrainerEpsilonMicrosMax);
        return new LineageOdometer(
            lineage,
            [.. datasets.Select(policy => policy.Dataset)],
            datasets[0].Budget.LineageEpsilonMicrosMax,
            own.Sum(debit => LineageMicros(debit.Intent)),
            own.Count,
            own.Sum(debit => debit.Intent.RecordsCount),
            [
                .. own.GroupBy(debit => debit.Intent.TrainerFingerprint).Select(trainer => new TrainerOdometer(
                    trainer.Key, trainerMax, trainer.Sum(debit => debit.Intent.TrainerCost?.EpsilonMicros ?? 0),
                    trainer.Count())).OrderByDescending(trainer => trainer.SpentEpsilonMicros),
            ],
            Tally(own, debit => debit.Intent.Purpose),
            Tally(own, debit => debit.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static SortedDictionary<string, long> Tally(
        IEnumerable<(DateOnly Day, Intent Intent)> debits, Func<(DateOnly Day, Intent Intent), string> keyOf) => new(
            debits.GroupBy(keyOf).ToDictionary(group => group.Key, group => group.Sum(debit =>
                LineageMicros(debit.Intent))),
            StringComparer.Ordinal);

    private static long LineageMicros(Intent intent) => intent.LineageCost?.EpsilonMicros ?? 0;
}
