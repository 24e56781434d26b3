using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Federation.Hosting.Telemetry;

/// <summary>What both hosts count. Tags are names from contracts and policies, never values of a store.</summary>
public sealed class FederationMetrics
{
    /// <summary>The name of the meter and of the activity source of both hosts.</summary>
    public const string Name = "Federation";

    /// <summary>The name of the histogram of call durations, in seconds.</summary>
    public const string DurationName = "federation.request.duration";

    /// <summary>The bounds of the duration buckets, in seconds: from a cached answer to a long stream.</summary>
    public static readonly IReadOnlyList<double> DurationBucketsSeconds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _malformed;
    private readonly Counter<long> _epsilonMicros;
    private readonly Counter<long> _releasedBytes;
    private readonly Counter<long> _releasedRecords;
    private readonly Counter<long> _replies;
    private readonly Histogram<double> _durationSeconds;

    /// <summary>Creates the instruments.</summary>
    public FederationMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var meter = _meter = factory.Create(Name);
        _requests = meter.CreateCounter<long>("federation.requests", "{request}", "Calls that ended, by outcome.");
        _refusals = meter.CreateCounter<long>("federation.refusals", "{refusal}", "Refusals, by reason.");
        _malformed = meter.CreateCounter<long>(
            "federation.requests.malformed", "{request}", "Frames that were no message of their method.");
        _epsilonMicros = meter.CreateCounter<long>(
            "federation.epsilon.spent", "{micro-nat}", "Privacy loss debited, in millionths of a nat.");
        _releasedBytes = meter.CreateCounter<long>("federation.released.bytes", "By", "Bytes released.");
        _releasedRecords = meter.CreateCounter<long>(
            "federation.released.records", "{record}", "Records released in samples.");
        _replies = meter.CreateCounter<long>(
            "federation.replies", "{reply}", "Replies held to a slot's end, by whether they were late for the first.");
        _durationSeconds = meter.CreateHistogram(
            DurationName, "s", "How long calls took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBucketsSeconds });
    }

    /// <summary>The source of spans that join client, broker and adapter.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Counts a call that ended.</summary>
    /// <param name="method">The full name of the gRPC method.</param>
    /// <param name="outcome"><c>OK</c>, <c>CANCELLED</c> or the name of a refusal's reason.</param>
    /// <param name="duration">How long it took.</param>
    public void CountRequest(string method, string outcome, TimeSpan duration)
    {
        var tags = new TagList { { "method", method }, { "outcome", outcome } };
        _requests.Add(1, tags);
        _durationSeconds.Record(duration.TotalSeconds, tags);
        if (outcome is not ("OK" or "CANCELLED"))
        {
            _refusals.Add(1, new KeyValuePair<string, object?>("reason", outcome));
        }
    }

    /// <summary>Tells how many witnesses know another log under this host's name; to be called once.</summary>
    /// <param name="count">How many there are now.</param>
    public void ObserveDisagreements(Func<int> count) => _meter.CreateObservableGauge(
        "federation.witness.disagreements", count, "{witness}",
        "Witnesses that know another log under this host's name: a log that was rolled back or replaced.");

    /// <summary>Counts a frame that was no message of its method.</summary>
    public void CountMalformed() => _malformed.Add(1);

    /// <summary>Counts a debit of privacy budget.</summary>
    /// <param name="dataset">The dataset's public name.</param>
    /// <param name="epsilonMicros">The debit, in millionths of a nat.</param>
    public void CountDebit(string dataset, long epsilonMicros) =>
        _epsilonMicros.Add(epsilonMicros, new KeyValuePair<string, object?>("dataset", dataset));

    /// <summary>Counts a reply that leaves at the end of a slot. Where many are late, the slot is too short.</summary>
    /// <param name="dataset">The dataset's public name.</param>
    /// <param name="isLate">Whether it missed its first slot.</param>
    public void CountReply(string dataset, bool isLate)
    {
        var tags = new TagList { { "dataset", dataset }, { "late", isLate } };
        _replies.Add(1, tags);
    }

    /// <summary>Counts what left.</summary>
    /// <param name="dataset">The dataset's public name.</param>
    /// <param name="delivery"><c>statistics</c> or <c>sample</c>.</param>
    /// <param name="lengthBytes">The bytes that left, as recorded.</param>
    /// <param name="records">The records that left; 0 for statistics.</param>
    public void CountRelease(string dataset, string delivery, long lengthBytes, long records)
    {
        var tags = new TagList { { "dataset", dataset }, { "delivery", delivery } };
        _releasedBytes.Add(lengthBytes, tags);
        if (records > 0)
        {
            _releasedRecords.Add(records, tags);
        }
    }
}
