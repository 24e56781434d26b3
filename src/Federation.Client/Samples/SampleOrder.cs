namespace Federation.Client.Samples;

/// <summary>What to fetch.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="RecordsCount">How many records each silo is asked for; 1 to 100,000. Debited as asked.</param>
/// <param name="Columns">Which columns; empty for all that may be had.</param>
/// <param name="SkippedRecordsCount">How many at the head of the fixed order to pass over.</param>
/// <param name="RequestId">The id of an earlier order to fetch again without a debit; null for a new one.</param>
public sealed record SampleOrder(
    string Dataset, int RecordsCount, IReadOnlyList<string> Columns, long SkippedRecordsCount = 0,
    Guid? RequestId = null);
