using Federation.Answers;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Samples;

/// <summary>How many records came to one outcome, and how far the noise may have moved the number.</summary>
/// <param name="Outcome">What becomes of such a record.</param>
/// <param name="EvaluationSet">The evaluation set that it overlaps; empty for all other outcomes.</param>
/// <param name="RecordsCount">How many, as the silo signed it: can be negative.</param>
/// <param name="StandardError">The standard deviation of the noise, in records.</param>
/// <param name="Lower95">The lower end of a range that holds the true number in 95 % of reports; at least 0.</param>
/// <param name="Upper95">Its upper end; at most as many as were counted, and at least 0.</param>
public sealed record RemovalEstimate(
    RemovalOutcome Outcome, string EvaluationSet, long RecordsCount, double StandardError, long Lower95, long Upper95)
{
    private const double Confidence = 0.95;

    /// <summary>Every outcome of a report, in its order.</summary>
    /// <exception cref="FederationException">It states a noise that is unknown or out of range.</exception>
    public static IReadOnlyList<RemovalEstimate> Of(RemovalReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var noise = new NoiseSum([new WeightedNoise(ReleaseTable.NoiseOf(report.Silo, report.Noise), Weight: 1)]);
        var halfWidth = (long)Math.Ceiling(noise.HalfWidth(Confidence));
        return
        [
            .. report.Counts.Select(count => new RemovalEstimate(
                count.Outcome, count.EvaluationSet, count.RecordsCount, noise.StandardDeviation,
                Held(count.RecordsCount, -halfWidth, report), Held(count.RecordsCount, halfWidth, report))),
        ];
    }

    /// <summary>No count is below 0 or above all that were counted, whatever the noise says.</summary>
    private static long Held(long count, long halfWidth, RemovalReport report) =>
        (long)Int128.Clamp((Int128)count + halfWidth, 0, Math.Max(0, report.RecordsCount));
}
