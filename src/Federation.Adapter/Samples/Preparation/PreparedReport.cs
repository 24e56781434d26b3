namespace Federation.Adapter.Samples.Preparation;

/// <summary>What was prepared of a dataset, for its holder's eyes only: counts depend on data.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="IsKept">Whether what an earlier start or command prepared was taken, and no data was read.</param>
/// <param name="TextsCount">How many distinct texts are known by their near-duplicates.</param>
/// <param name="UnitsCount">How many privacy units' known values are known.</param>
/// <param name="FormsCount">How many forms of values are looked for in every text.</param>
/// <param name="SpansCount">How many spans of text a crowd uses; null where nobody asked.</param>
public sealed record PreparedReport(
    string Dataset, bool IsKept, long TextsCount, long UnitsCount, long FormsCount, long? SpansCount)
{
    /// <summary>Whether the policy asks for anything that has to be prepared.</summary>
    public bool IsAsked => TextsCount > 0 || UnitsCount > 0 || FormsCount > 0 || SpansCount is not null;

    internal static PreparedReport Of(string dataset, PreparedSamples prepared, bool isKept) => new(
        dataset, isKept, prepared.NearDuplicates.Values.Sum(map => (long)map.Clusters.Count),
        prepared.UnitValues.Count, prepared.HolderValues.Count, prepared.Crowd?.Common.Count);
}
