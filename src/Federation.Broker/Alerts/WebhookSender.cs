using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Federation.Sealing;

namespace Federation.Broker.Alerts;

/// <summary>
/// Posts alerts to webhooks, signed as Standard Webhooks 1.0 says (<c>webhook-id</c>, <c>webhook-timestamp</c>,
/// <c>webhook-signature: v1a,…</c>, Ed25519), and tries again where one does not answer with 2xx.
/// </summary>
/// <remarks>Kept in memory: what was not delivered when the process ends is raised again while it lasts.</remarks>
public sealed class WebhookSender : BackgroundService
{
    private const int WaitingMax = 1_000;
    private const int TriesMax = 8;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly Channel<(Uri Address, string Id, byte[] Body)> _waiting =
        Channel.CreateBounded<(Uri, string, byte[])>(
            new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly HttpClient _http;
    private readonly IReadOnlyList<Uri> _webhooks;
    private readonly SigningKey _key;
    private readonly string _broker;
    private readonly TimeProvider _time;

    /// <summary>Prepares the sender.</summary>
    /// <param name="broker">Who tells, such as <c>demo.federation/broker/hub</c>.</param>
    /// <param name="webhooks">Where to.</param>
    /// <param name="key">Signs; its public half stands in the broker's <c>public.yaml</c>.</param>
    /// <param name="handler">The transport; disposed with this object.</param>
    /// <param name="time">The clock.</param>
    public WebhookSender(
        string broker, IReadOnlyList<Uri> webhooks, SigningKey key, HttpMessageHandler handler, TimeProvider time)
    {
        (_broker, _webhooks, _key, _time) = (broker, webhooks, key, time);
        _http = new HttpClient(handler) { Timeout = Timeout };
    }

    /// <summary>Tells every webhook of an alert; returns at once.</summary>
    public void Send(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var id = $"alert_{Guid.CreateVersion7(_time.GetUtcNow()):N}";
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = $"federation.alert.{AlertMetrics.NameOf(alert.Rule)}",
            timestamp = DateTimeOffset.FromUnixTimeMilliseconds(alert.RaisedUnixMs),
            data = new
            {
                broker = _broker,
                rule = AlertMetrics.NameOf(alert.Rule),
                subject = alert.Subject,
                text = alert.Text,
            },
        });
        foreach (var webhook in _webhooks)
        {
            _waiting.Writer.TryWrite((webhook, id, body));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (address, id, body) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await DeliverAsync(address, id, body, stoppingToken);
        }
    }

    /// <summary>Waits 1, 2, 4 … seconds between tries, about two minutes in all.</summary>
    private async Task DeliverAsync(Uri address, string id, byte[] body, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < TriesMax; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(1 << (attempt - 1)), _time, cancellationToken);
            }

            if (await TryAsync(address, id, body, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<bool> TryAsync(Uri address, string id, byte[] body, CancellationToken cancellationToken)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        request.Content = content;
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body).ToArray();
        request.Headers.Add("webhook-signature", $"v1a,{Convert.ToBase64String(_key.Sign(signed))}");
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // It took too long.
        }
    }
}
