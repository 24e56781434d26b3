using Federation.Broker.Accesses;
using Federation.Broker.Alerts;
using Federation.Broker.Console.Charts;
using Federation.Broker.Watches;

namespace Federation.Broker.Console.Pages;

/// <summary>What was spent on one dataset, over time and by whom.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="BySilo">All trainers together at each silo, beside its cap.</param>
/// <param name="ByTrainer">Each trainer, at the silo where it spent most.</param>
/// <param name="Lines">By silo and trainer, the largest first.</param>
internal sealed record DatasetSpending(
    string Name, IReadOnlyList<ChartSeries> BySilo, IReadOnlyList<ChartSeries> ByTrainer,
    IReadOnlyList<SpendingLine> Lines)
{
    private const double MicrosPerNat = 1e6;
    private const int NameLength = 12;

    /// <summary>Of each dataset that something was spent on.</summary>
    public static IReadOnlyList<DatasetSpending> Of(AccessTotals totals, SpendingCaps caps) =>
        [.. totals.Spent.GroupBy(pair => pair.Key.Dataset).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => OfOne(group.Key, [.. group], caps))];

    private static DatasetSpending OfOne(
        string dataset, IReadOnlyList<KeyValuePair<SpentKey, SortedDictionary<long, long>>> spent, SpendingCaps caps)
    {
        var bySilo = spent.GroupBy(pair => pair.Key.Silo).OrderBy(silo => silo.Key, StringComparer.Ordinal)
            .Select(silo => new ChartSeries(
                silo.Key, Cumulation.Of(silo.SelectMany(pair => PointsOf(pair.Value))), CapOf(caps.Lineage, silo.Key)));
        var byTrainer = spent.GroupBy(pair => pair.Key.Trainer)
            .Select(trainer => trainer.MaxBy(pair => pair.Value.Values.Sum()))
            .Select(most => new ChartSeries(
                most.Key.Trainer[..Math.Min(NameLength, most.Key.Trainer.Length)],
                Cumulation.Of(PointsOf(most.Value)), CapOf(caps.Trainer, most.Key.Silo)));
        var lines = spent
            .Select(pair => (pair.Key, Micros: pair.Value.Values.Sum()))
            .Select(one => new SpendingLine(
                one.Key.Silo, one.Key.Trainer, one.Micros,
                caps.Trainer.TryGetValue((one.Key.Silo, dataset), out var max)
                    ? new BudgetShare(one.Key.Silo, dataset, one.Key.Trainer, one.Micros, max) : null))
            .OrderByDescending(line => line.Micros);
        return new DatasetSpending(dataset, [.. bySilo], [.. byTrainer], [.. lines]);

        double? CapOf(IReadOnlyDictionary<(string Silo, string Dataset), long> known, string silo) =>
            known.TryGetValue((silo, dataset), out var micros) ? micros / MicrosPerNat : null;
    }

    private static IEnumerable<ChartPoint> PointsOf(SortedDictionary<long, long> days) =>
        days.Select(day => new ChartPoint(day.Key, day.Value / MicrosPerNat));
}
