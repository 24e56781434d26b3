using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Previews;

/// <summary>What a sample would release, record by record, as it would be encrypted.</summary>
/// <param name="Columns">The columns, in the order of the fields.</param>
/// <param name="Records">The records, in the fixed order.</param>
/// <param name="HeldBackCount">How many records before the last of these failed the last scan or were too large. For
/// the holder only: it depends on data that never leave.</param>
public sealed record SamplePreview(
    IReadOnlyList<string> Columns, IReadOnlyList<SampleRecord> Records, int HeldBackCount);
