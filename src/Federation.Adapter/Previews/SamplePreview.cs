using Federation.Contracts.Type.V1;
using Federation.Curation.Filtering;

namespace Federation.Adapter.Previews;

/// <summary>What a sample would release, record by record, as it would be encrypted.</summary>
/// <param name="Columns">The columns, in the order of the fields.</param>
/// <param name="Records">The records, in the fixed order. Pseudonyms and surrogates are others in each release.</param>
/// <param name="HeldBack">How many records before the last of these were held back, by why. For the holder only: it
/// depends on data that never leave.</param>
public sealed record SamplePreview(
    IReadOnlyList<string> Columns, IReadOnlyList<SampleRecord> Records, IReadOnlyDictionary<DropReason, int> HeldBack)
{
    /// <summary>How many records were held back in all.</summary>
    public int HeldBackCount => HeldBack.Values.Sum();
}
