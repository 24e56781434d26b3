using System.Diagnostics.Metrics;
using Federation.Hosting.Configuration;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Grpc.Core;

namespace Federation.Tests.Hosting;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_refused_call_is_counted_by_its_reason_and_timed()
    {
        await using var harness = await LinkHarness.StartAsync(
            _ => throw new RefusalException(Refusal.AccessDenied("people")), PeerRole.Broker);
        var seen = new System.Collections.Concurrent.ConcurrentBag<(string Name, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, harness.MeterScope) && instrument.Meter.Name == FederationMetrics.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Add((instrument.Name, Spelt(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Add((instrument.Name, Spelt(tags))));
        listener.Start();

        using var channel = harness.Open("spiffe://fed.example/broker/main");
        await Assert.ThrowsAsync<RpcException>(async () =>
            await new Contracts.Adapter.V1.AdapterService.AdapterServiceClient(channel).GetCatalogueAsync(
                new(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(("federation.refusals", "reason=ACCESS_DENIED"), seen);
        Assert.Contains(
            (FederationMetrics.DurationName, "method=/federation.adapter.v1.AdapterService/GetCatalogue,outcome=ACCESS_DENIED"),
            seen);
    }

    [Theory]
    [InlineData("otlpEndpoint: ftp://x")]
    [InlineData("otlpEndpoint: here")]
    [InlineData("otlpEndpont: http://127.0.0.1:4317")]
    public void A_telemetry_section_that_names_no_collector_stops_the_start(string line)
    {
        var map = YamlDocumentReader.Read(line, "adapter.yaml");
        Assert.Null(TelemetryOptions.Read(map).OtlpEndpoint);
        Assert.Throws<ConfigurationException>(map.Finish);
    }

    [Fact]
    public void Without_a_section_nothing_is_exported() => Assert.Null(TelemetryOptions.Read(null).OtlpEndpoint);

    private static string Spelt(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
}
