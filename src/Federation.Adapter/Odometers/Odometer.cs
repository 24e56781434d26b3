using System.Globalization;
using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Policies;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using PrivacyCost = Federation.Privacy.PrivacyCost;

namespace Federation.Adapter.Odometers;

/// <summary>What was spent of each lineage's budget, by whom and for what: a fold over the log.</summary>
public static class Odometer
{
    /// <summary>Reads the log of a state folder, also while an adapter writes it.</summary>
    /// <param name="stateFolder">The adapter's state.</param>
    /// <param name="policies">The caps.</param>
    /// <param name="now">Which period of a renewed budget runs.</param>
    /// <exception cref="AuditLogDamagedException">The log cannot be read.</exception>
    public static IReadOnlyList<LineageOdometer> Read(string stateFolder, PolicyBook policies, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policies);
        var debits = ReadDebits(LogPlace.NewestFolder(stateFolder));
        return
        [
            .. policies.Datasets.GroupBy(policy => policy.Shape.Lineage)
                .Select(lineage => Tally(lineage.Key, [.. lineage], debits, now))
                .OrderBy(lineage => lineage.Lineage, StringComparer.Ordinal),
        ];
    }

    private static List<Debit> ReadDebits(string folder)
    {
        var debits = new List<Debit>();
        if (!Directory.Exists(folder))
        {
            return debits; // An adapter that never ran has spent nothing.
        }

        var entries = LogReader.ReadAll(folder)
            .Select(read => (read.Index, Entry: EntryBytes.TryRead(read.Entry.Span)))
            .Where(read => read.Entry is not null)
            .SelectMany(read => CarriedEntries.Of(read.Index, read.Entry!));
        foreach (var (_, entry) in entries)
        {
            var day = BudgetRenewal.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs));
            if (entry.Intent is { Decision: Decision.Allow } intent)
            {
                debits.Add(new Debit(intent.Lineage, day, WireCosts.Read(intent.LineageCost), intent));
            }
            else if (entry.Slice is { } slice)
            {
                debits.Add(new Debit(slice.Slice.Lineage, day, WireCosts.Read(slice.LineageCost), null, IsSlice: true));
            }
            else if (entry.Preparation is { } prepared)
            {
                debits.Add(new Debit(prepared.Lineage, day, WireCosts.Read(prepared.LineageCost), Intent: null));
            }
        }

        return debits;
    }

    private static LineageOdometer Tally(
        string lineage, IReadOnlyList<DatasetPolicy> datasets, List<Debit> debits, DateTimeOffset now)
    {
        var budget = datasets[0].Budget;
        var own = debits.Where(debit => debit.Lineage == lineage).ToList();
        var period = budget.Renewal?.PeriodOf(now);
        var sum = new DailySum();
        own.ForEach(debit => sum.Add(debit.Cost, debit.Day));
        return new LineageOdometer(
            lineage,
            [.. datasets.Select(policy => policy.Dataset)],
            GuaranteeOdometer.Of(
                sum.Within(period), budget.ToAdmissionRule(),
                budget.LineageDeltaFemtosMax - budget.SelectionDeltaFemtosMax),
            LifetimeOf(budget, sum.Total),
            own.Count(debit => debit.Intent is not null),
            own.Sum(debit => debit.Intent?.RecordsCount ?? 0),
            own.Where(debit => debit.IsSlice).Sum(debit => debit.Cost.EpsilonMicros),
            [.. TrainersOf(own.Select(debit => debit.Intent).OfType<Intent>(), datasets)],
            Tally(own.Where(debit => debit.Intent is not null), debit => debit.Intent!.Purpose),
            Tally(own, debit => Iso(debit.Day)),
            period is { } days ? Iso(days.End) : null);
    }

    private static GuaranteeOdometer? LifetimeOf(BudgetRules budget, PrivacyCost total)
    {
        if (budget.Renewal is not { } renewal)
        {
            return null;
        }

        var rule = renewal.ToLifetimeRule(budget.LineageDeltaFemtosMax, budget.SelectionDeltaFemtosMax);
        return GuaranteeOdometer.Of(total, rule, renewal.LifetimeDeltaFemtosMax - rule.DeltaFemtosMax);
    }

    private static IEnumerable<TrainerOdometer> TrainersOf(
        IEnumerable<Intent> intents, IReadOnlyList<DatasetPolicy> datasets)
    {
        var trainerMax = datasets.Max(policy => policy.Budget.TrainerEpsilonMicrosMax);
        return intents.GroupBy(intent => intent.TrainerFingerprint)
            .Select(trainer => new TrainerOdometer(
                trainer.Key, trainerMax, trainer.Sum(intent => WireCosts.Read(intent.TrainerCost).EpsilonMicros),
                trainer.Count()))
            .OrderByDescending(trainer => trainer.SpentEpsilonMicros);
    }

    private static SortedDictionary<string, long> Tally(IEnumerable<Debit> debits, Func<Debit, string> keyOf) => new(
        debits.GroupBy(keyOf).ToDictionary(group => group.Key, group => group.Sum(debit => debit.AskedMicros)),
        StringComparer.Ordinal);

    private static string Iso(long day) =>
        DateTimeOffset.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One debit of a lineage: of a request; of a slice, or of preparing samples, where there is no intent.
    /// </summary>
    private sealed record Debit(string Lineage, long Day, PrivacyCost Cost, Intent? Intent, bool IsSlice = false)
    {
        /// <summary>ε where one bounds the release, and what was asked for where none does.</summary>
        public long AskedMicros => Cost.EpsilonMicros == PrivacyCost.Unbounded
            ? WireCosts.Read(Intent?.TrainerCost).EpsilonMicros : Cost.EpsilonMicros;
    }
}
