using Federation.Hosting.Telemetry;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Reads all that an operator's dashboards get: logs of any level, traces, metrics. A secret is planted in
/// every record.</summary>
public sealed class TelemetryLeakTests
{
    [Fact]
    public async Task Nothing_that_is_logged_traced_or_counted_holds_a_word_of_a_record() =>
        Assert.False(await IsToldAsync(() => { }));

    /// <summary>The weakened copy is a store that marks its span with the record that it reads.</summary>
    [Fact]
    public async Task Control_a_span_with_a_record_in_it_is_found() => Assert.True(await IsToldAsync(() =>
    {
        using var span = FederationMetrics.Source.StartActivity("read");
        span?.SetTag("record", CanaryData.Word);
    }));

    private static async Task<bool> IsToldAsync(Action atRead)
    {
        await using var rig = new AdapterRig { Source = CanaryData.Csv };
        await using var served = await ServedAdapter.StartAsync(rig);
        rig.Store!.BeforeRead = atRead;
        await served.Client.ReleaseStatisticAsync(
            new() { Envelope = rig.SignedQuestion(1_000) }, cancellationToken: AdapterRig.Cancellation);
        var told = served.Told();
        Assert.Contains("federation.requests", told, StringComparison.Ordinal); // The net is in the water.
        return told.Contains(CanaryData.Word, StringComparison.Ordinal);
    }
}
