using System.Diagnostics;
using Federation.Client;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Traces;

/// <summary>One trace joins client, broker and adapters; counters count; no tag knows what is stored (P11).</summary>
public sealed class TelemetryTests
{
    private const string Dataset = "traced-people";
    private const string Canary = "CANARY9K4Z";
    private const string Sql = $"SELECT sex, COUNT(*) FROM \"{Dataset}\" WHERE age >= 21 GROUP BY sex";

    [Fact]
    public async Task One_trace_joins_client_broker_and_adapter_and_no_tag_holds_a_stored_value()
    {
        await using var world = new World("here", "there");
        using var recorder = new Recorder();
        foreach (var silo in new[] { "here", "there" })
        {
            world.WriteTable(
                silo, Dataset, 30, Texts.Agreement(world.FingerprintOf(World.TrainerId)),
                extraLines: [$"{Canary},f,30,west", $"900,{Canary},30,east", $"901,m,{Canary},{Canary}"]);
            await world.StartAdapterAsync(silo);
        }

        await world.StartBrokerAsync();
        using var client = world.OpenClient();
        ActivityTraceId trace; // Its own: queries of tests that run meanwhile are recorded, too.
        using (var root = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start())
        {
            trace = root.TraceId;
            await client.QueryAsync(Sql, 250_000, World.Cancellation);
        }

        await Assert.ThrowsAsync<FederationException>(() => client.QueryAsync(Sql, 5_000_000, World.Cancellation));
        await world.StopAllAsync();

        CheckTrace(recorder, trace);
        CheckMetrics(recorder);
        Assert.All(
            recorder.Spans, span => Assert.DoesNotContain(Canary, Recorder.TextOf(span), StringComparison.Ordinal));
        Assert.All(
            recorder.Measurements, one => Assert.DoesNotContain(Canary, one.Tags, StringComparison.Ordinal));
    }

    private static void CheckTrace(Recorder recorder, ActivityTraceId trace)
    {
        var ours = recorder.Spans.Where(span => span.TraceId == trace && span.ParentSpanId != default).ToList();

        Assert.Single(ours, IsClient);
        Assert.Single(ours, span => IsServer(span, "BrokerService/QueryStatistic"));
        Assert.Equal(2, ours.Count(span => IsServer(span, "AdapterService/ReleaseStatistic")));
        var known = ours.Select(span => span.SpanId).ToHashSet();
        Assert.All(ours.Where(span => !IsClient(span)), span => Assert.Contains(span.ParentSpanId, known));
    }

    /// <summary>The dataset's name is this test's own: what others count meanwhile is not in the way.</summary>
    private static void CheckMetrics(Recorder recorder)
    {
        double Sum(string instrument, string tags) => recorder.Measurements
            .Where(one => one.Instrument == instrument && one.Tags.Contains(tags, StringComparison.Ordinal))
            .Sum(one => one.Value);
        Assert.Equal(2 * 250_000, Sum("federation.epsilon.spent", $"dataset={Dataset}"));
        Assert.InRange(Sum("federation.released.bytes", $"dataset={Dataset}"), 2 * 100, 2 * 10_000);
        Assert.InRange(Sum("federation.requests", "outcome=OK"), 3, double.MaxValue);
        Assert.InRange(Sum("federation.requests", "outcome=REQUEST_INVALID"), 2, double.MaxValue);
        Assert.InRange(Sum("federation.refusals", "reason=REQUEST_INVALID"), 2, double.MaxValue);
        Assert.InRange(Sum("federation.request.duration", "outcome=OK"), double.Epsilon, double.MaxValue);
    }

    private static bool IsClient(Activity span) =>
        span.Source.Name == ClientTelemetry.SourceName && span.DisplayName == "federation.query";

    private static bool IsServer(Activity span, string method) =>
        span.Kind == ActivityKind.Server && Recorder.TextOf(span).Contains(method, StringComparison.Ordinal);
}
