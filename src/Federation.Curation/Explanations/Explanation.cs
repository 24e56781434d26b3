using Federation.Curation.Detection;

namespace Federation.Curation.Explanations;

/// <summary>The way of one document through the filter.</summary>
/// <param name="Id">The document.</param>
/// <param name="Records">One record a stage, in order, the same stages for every document.</param>
public sealed record Explanation(string Id, IReadOnlyList<StageRecord> Records)
{
    /// <summary>What became of the document: dropped by one stage, cut by one, or kept by all.</summary>
    public StageOutcome Outcome =>
        Records.Any(record => record.Outcome == StageOutcome.Dropped) ? StageOutcome.Dropped
        : Records.Any(record => record.Outcome == StageOutcome.Cut) ? StageOutcome.Cut
        : StageOutcome.Kept;

    /// <summary>What redaction found, with the places in the original; empty where it was not reached.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
