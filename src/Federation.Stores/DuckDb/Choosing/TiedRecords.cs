namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Records of one unit with equal keys, of which not all can be kept.</summary>
/// <param name="Places">Where they lie.</param>
/// <param name="KeptCount">How many are kept.</param>
internal sealed record TiedRecords(IReadOnlyList<uint> Places, int KeptCount);
