using System.Diagnostics.Metrics;
using Federation.Hosting.Telemetry;

namespace Federation.Broker.Alerts;

/// <summary>What alerts are made of, as metrics: <c>deploy/prometheus</c> holds rules over them.</summary>
public sealed class AlertMetrics
{
    private const int TrainerLength = 12;
    private readonly Counter<long> _alerts;

    /// <summary>Creates the instruments.</summary>
    public AlertMetrics(IMeterFactory factory, AlertRules rules)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(rules);
        var meter = factory.Create(FederationMetrics.Name);
        _alerts = meter.CreateCounter<long>("federation.alerts", "{alert}", "Alerts raised, by rule.");
        meter.CreateObservableGauge(
            "federation.budget.used",
            () => rules.Budgets().Where(budget => budget.Trainer is null).Select(Measure), "1",
            "The share of a silo's budget that all trainers together spent.");
        meter.CreateObservableGauge(
            "federation.budget.trainer.used", () => rules.Budgets().Where(budget => budget.Trainer is not null)
                .Select(Measure), "1", "The share of its budget that one trainer spent.");
        meter.CreateObservableGauge(
            "federation.peer.age", () => rules.PeerAges().Select(peer => new Measurement<double>(
                peer.Age.TotalSeconds, new KeyValuePair<string, object?>("origin", peer.Origin))), "s",
            "How long ago a peer's log was heard of.");
        meter.CreateObservableGauge(
            "federation.reconciliation.findings",
            () => rules.Reconciled() is { IsReadable: true } state
                ? [new Measurement<long>(state.FindingsCount)] : Array.Empty<Measurement<long>>(),
            "{finding}", "Discrepancies that the newest reconciliation names.");
        meter.CreateObservableGauge(
            "federation.reconciliation.age",
            () => rules.Reconciled()?.Age is { } age
                ? [new Measurement<double>(age.TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s", "How long ago the newest reconciliation was written.");
    }

    /// <summary>Counts an alert.</summary>
    public void Count(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        _alerts.Add(1, new KeyValuePair<string, object?>("rule", NameOf(alert.Rule)));
    }

    /// <summary>A rule as metrics and webhooks name it, such as <c>budget_near</c>.</summary>
    public static string NameOf(AlertRule rule) => string.Concat(rule.ToString().Select((letter, place) =>
        char.IsUpper(letter) ? $"{(place > 0 ? "_" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static Measurement<double> Measure(BudgetShare budget)
    {
        KeyValuePair<string, object?>[] tags = [new("silo", budget.Silo), new("dataset", budget.Dataset)];
        return new Measurement<double>(
            budget.Ratio,
            budget.Trainer is { } trainer
                ? [.. tags, new("trainer", trainer[..Math.Min(TrainerLength, trainer.Length)])] : tags);
    }
}
