namespace Federation.Broker.Alerts;

/// <summary>Looks every few seconds and tells of what is new: an alert that lasts is told once.</summary>
public sealed partial class AlertWatch(
    AlertRules rules, AlertMetrics metrics, WebhookSender webhooks, ILogger<AlertWatch> logger, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private HashSet<(AlertRule Rule, string Subject)> _lasting = [];

    /// <summary>Looks once; gives what is new.</summary>
    public IReadOnlyList<Alert> Look()
    {
        var found = rules.Look();
        Alert[] fresh = [.. found.Where(alert => !_lasting.Contains((alert.Rule, alert.Subject)))];
        _lasting = [.. found.Select(alert => (alert.Rule, alert.Subject))];
        foreach (var alert in fresh)
        {
            metrics.Count(alert);
            webhooks.Send(alert);
            LogAlert(logger, AlertMetrics.NameOf(alert.Rule), alert.Text);
        }

        return fresh;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "ALERT {Rule}: {Text}")]
    private static partial void LogAlert(ILogger logger, string rule, string text);
}
