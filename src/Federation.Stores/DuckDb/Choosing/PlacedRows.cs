namespace Federation.Stores.DuckDb.Choosing;

/// <summary>A relation whose rows know their places in the file.</summary>
/// <param name="Relation">What stands after FROM: the columns' aliases, and the place.</param>
/// <param name="Place">The column of the place, from 0.</param>
/// <param name="Count">How many rows there are.</param>
internal sealed record PlacedRows(string Relation, string Place, long Count);
