using Federation.Contracts.Type.V1;

namespace Federation.Client.Samples;

/// <summary>What to fetch.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="RecordsCount">How many records each silo is asked for; 1 to 100,000. Debited as asked.</param>
/// <param name="Columns">Which columns; empty for all that may be had.</param>
/// <param name="SkippedRecordsCount">How many at the head of the fixed order to pass over.</param>
/// <param name="RequestId">The id of an earlier order to fetch again without a debit; null for a new one.</param>
public sealed record SampleOrder(
    string Dataset, int RecordsCount, IReadOnlyList<string> Columns, long SkippedRecordsCount = 0,
    Guid? RequestId = null)
{
    /// <summary>Evaluation sets that no record may overlap, by name; at most 8.</summary>
    public IReadOnlyList<EvaluationSet> EvaluationSets { get; init; } = [];

    /// <summary>How many more records to pay for, from which those that overlap are made up.</summary>
    public int BackfillRecordsCount { get; init; }

    /// <summary>The privacy loss to spend at each silo on a report of what the filters hold back, in millionths of a
    /// nat; 0 for no report.</summary>
    public long RemovalEpsilonMicros { get; init; }
}
