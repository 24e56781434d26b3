using Federation.Curation.Duplicates;
using Federation.Curation.KnownValues;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>What of a dataset must be known before the first record can be judged. Made by <see cref="SamplePreparer"/>
/// when the adapter starts; kept in memory only.</summary>
/// <param name="NearDuplicates">Which texts are alike, by the place of their column; empty where nobody asked.</param>
/// <param name="UnitValues">The known values of each unit; empty where a unit has one record.</param>
/// <param name="HolderValues">Every known value, where all are removed from every text.</param>
/// <param name="Crowd">The spans of text that a crowd uses, and the number they are hashed with; null where nobody
/// asked.</param>
internal sealed record PreparedSamples(
    IReadOnlyDictionary<int, NearDuplicateMap> NearDuplicates,
    IReadOnlyDictionary<string, IReadOnlyCollection<(string Kind, string Value)>> UnitValues,
    KnownValueIndex HolderValues, CrowdSpans? Crowd)
{
    /// <summary>Nothing had to be known.</summary>
    public static PreparedSamples None { get; } = new(
        new Dictionary<int, NearDuplicateMap>(),
        new Dictionary<string, IReadOnlyCollection<(string Kind, string Value)>>(),
        KnownValueIndex.Empty, Crowd: null);
}
