using System.Net;
using System.Text;
using Federation.Adapter;
using Federation.Contracts.Adapter.V1;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Federation.Tests.Hosting;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Federation.Tests.Adapter;

/// <summary>The adapter of a rig over mutual TLS, with everything kept that it logs and exports.</summary>
internal sealed class ServedAdapter : IAsyncDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly RecordingLogs _logs = new();
    private readonly List<System.Diagnostics.Activity> _traces = [];
    private readonly List<Metric> _metrics = [];
    private readonly List<LogRecord> _records = [];
    private readonly LinkedHost _host;
    private GrpcChannel? _channel;

    private ServedAdapter(AdapterRig rig)
    {
        var credentials = _certificates.Credentials(_certificates.Issue("spiffe://fed.example/adapter/hospital-a"));
        _host = LinkedHost.Build(
            "federation-adapter", AdapterRig.Silo, new LinkOptions(new IPEndPoint(IPAddress.Loopback, 0), "", "", "", 10),
            credentials, [PeerRole.Broker], TelemetryOptions.None, () => rig.Core.IsWritable,
            services => Capture(services.AddSingleton(_ => rig.Core)), app => app.MapGrpcService<AdapterGrpcService>());
    }

    public AdapterService.AdapterServiceClient Client => new(_channel!);

    public static async Task<ServedAdapter> StartAsync(AdapterRig rig)
    {
        var served = new ServedAdapter(rig);
        await rig.StartAsync(served._host.Services.GetRequiredService<FederationMetrics>());
        await served._host.StartAsync(AdapterRig.Cancellation);
        var broker = served._certificates.Credentials(served._certificates.Issue("spiffe://fed.example/broker/main"));
        served._channel = LinkClient.Open(served._host.Address, broker, PeerRole.Adapter);
        return served;
    }

    /// <summary>Every word that was logged at any level, traced, counted or exported.</summary>
    public string Told()
    {
        _host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        _host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        var told = new StringBuilder(_logs.Text);
        foreach (var trace in _traces.ToArray())
        {
            told.AppendLine(trace.DisplayName).AppendLine(trace.StatusDescription)
                .AppendJoin('\n', trace.TagObjects).AppendJoin('\n', trace.Baggage)
                .AppendJoin('\n', trace.Events.SelectMany(one => one.Tags));
        }

        foreach (var metric in _metrics.ToArray())
        {
            told.AppendLine(metric.Name);
            foreach (var point in metric.GetMetricPoints())
            {
                foreach (var tag in point.Tags)
                {
                    told.AppendLine(string.Concat(tag.Key, "=", tag.Value));
                }
            }
        }

        foreach (var record in _records.ToArray())
        {
            told.AppendLine(record.FormattedMessage).AppendLine(record.Body).AppendLine(record.Exception?.ToString())
                .AppendJoin('\n', record.Attributes ?? []);
        }

        return told.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await _host.DisposeAsync();
        _certificates.Dispose();
    }

    private void Capture(IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddProvider(_logs).SetMinimumLevel(LogLevel.Trace));
        services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddInMemoryExporter(_traces))
            .WithMetrics(metrics => metrics.AddInMemoryExporter(_metrics))
            .WithLogging(
                logs => logs.AddInMemoryExporter(_records),
                options => (options.IncludeFormattedMessage, options.IncludeScopes) = (true, true));
    }
}
