using Federation.Broker.Accesses;
using Federation.Broker.Watches;

namespace Federation.Broker.Alerts;

/// <summary>How much of a budget is spent, as the broker's log and the silo's catalogue say.</summary>
/// <param name="Silo">Whose budget.</param>
/// <param name="Dataset">Of which dataset.</param>
/// <param name="Trainer">The fingerprint of the trainer's key; null for the budget of all trainers together.</param>
/// <param name="SpentMicros">ε spent, in millionths of a nat.</param>
/// <param name="MaxMicros">ε that may be spent, in millionths of a nat; at least 1.</param>
public sealed record BudgetShare(string Silo, string Dataset, string? Trainer, long SpentMicros, long MaxMicros)
{
    private const int NearPercent = 85;

    /// <summary>Whether 85 % or more are spent.</summary>
    public bool IsNear => (Int128)SpentMicros * 100 >= (Int128)MaxMicros * NearPercent;

    /// <summary>Whether all of it is.</summary>
    public bool IsSpent => SpentMicros >= MaxMicros;

    /// <summary>The share, for metrics.</summary>
    public double Ratio => (double)SpentMicros / MaxMicros;

    /// <summary>Every budget of which the cap is known and something is spent.</summary>
    public static IReadOnlyList<BudgetShare> Of(AccessTotals totals, SpendingCaps caps)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentNullException.ThrowIfNull(caps);
        var spent = totals.Spent.Select(pair => (pair.Key, Micros: pair.Value.Values.Sum())).ToList();
        var ofAll = spent.GroupBy(one => (one.Key.Silo, one.Key.Dataset))
            .Where(group => caps.Lineage.ContainsKey(group.Key))
            .Select(group => new BudgetShare(
                group.Key.Silo, group.Key.Dataset, Trainer: null, group.Sum(one => one.Micros),
                caps.Lineage[group.Key]));
        var ofEach = spent.Where(one => caps.Trainer.ContainsKey((one.Key.Silo, one.Key.Dataset)))
            .Select(one => new BudgetShare(
                one.Key.Silo, one.Key.Dataset, one.Key.Trainer, one.Micros,
                caps.Trainer[(one.Key.Silo, one.Key.Dataset)]));
        return [.. ofAll, .. ofEach];
    }
}
