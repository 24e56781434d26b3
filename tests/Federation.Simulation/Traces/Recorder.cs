using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Federation.Hosting.Telemetry;

namespace Federation.Simulation.Traces;

/// <summary>Takes down every span and every measurement of this process, with all their tags.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();

    public Recorder()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Add,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == FederationMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>The spans that ended.</summary>
    public ConcurrentBag<Activity> Spans { get; } = [];

    /// <summary>The measurements: instrument, value, and tags as <c>key=value</c>.</summary>
    public ConcurrentBag<(string Instrument, double Value, string Tags)> Measurements { get; } = [];

    /// <summary>Everything that a span says, as text.</summary>
    public static string TextOf(Activity span) => string.Join(
        ' ',
        span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name}.{tag.Key}={tag.Value}")))
            .Concat(span.Baggage.Select(item => $"{item.Key}={item.Value}"))
            .Prepend($"{span.Source.Name} {span.DisplayName} {span.OperationName} {span.StatusDescription}"));

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        Measurements.Add((instrument.Name, value, text));
    }
}
