using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Samples;

/// <summary>Records that passed the filter and the re-scan. Only <see cref="SampleFilter"/> makes one.</summary>
public sealed class FilteredBatch
{
    internal FilteredBatch(SampleRecords records) => Records = records;

    /// <summary>The records, in the fixed order.</summary>
    public SampleRecords Records { get; }
}
