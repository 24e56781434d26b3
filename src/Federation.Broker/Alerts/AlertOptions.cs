using Federation.Hosting.Configuration;

namespace Federation.Broker.Alerts;

/// <summary>When a broker raises an alert, and whom it tells.</summary>
/// <param name="RefusalsMax">The most refusals within five minutes that are no burst.</param>
/// <param name="WitnessSilence">How long a peer's log may not be heard of.</param>
/// <param name="Webhooks">Where alerts are posted, signed; none where nobody is told but the metrics.</param>
/// <param name="Reconciliation">Where reports of reconciliations are put; null where none are expected.</param>
public sealed record AlertOptions(
    int RefusalsMax, TimeSpan WitnessSilence, IReadOnlyList<Uri> Webhooks, ReconciliationOptions? Reconciliation = null)
{
    private const int WebhooksMax = 20;

    /// <summary>What holds where the configuration says nothing.</summary>
    public static AlertOptions Default { get; } = new(100, TimeSpan.FromMinutes(10), []);

    /// <summary>Reads the section <c>alerts</c>.</summary>
    public static AlertOptions Read(YamlMap? map)
    {
        if (map is null)
        {
            return Default;
        }

        return new AlertOptions(
            (int)map.OptionalInteger("refusalsPerFiveMinutes", 1, 1_000_000, Default.RefusalsMax),
            TimeSpan.FromMinutes(map.OptionalInteger("witnessSilenceMinutes", 1, 100_000, 10)),
            map.Has("webhooks") ? map.RequiredList("webhooks", 1, ReadWebhook, WebhooksMax) : [],
            ReconciliationOptions.Read(map.OptionalMap("reconciliation")));
    }

    /// <summary>Only over TLS, or to this machine: what is told names datasets and trainers' agreements.</summary>
    private static Uri ReadWebhook(YamlMap map)
    {
        var text = map.RequiredString("url", 2_000);
        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            return address;
        }

        map.Reject("url", $"'{text}' is no https address", "write it like https://alerts.example.org/federation");
        return new Uri("https://127.0.0.1");
    }
}
