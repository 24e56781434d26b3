using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>What the measures of a question need to be counted and summed.</summary>
/// <param name="CountsRows">Whether rows need a count of their own.</param>
/// <param name="CountsUnits">Whether privacy units are counted.</param>
/// <param name="Columns">The columns that need moments, sorted by name.</param>
/// <param name="SpreadColumns">Those of them whose variance is asked.</param>
/// <param name="Quantiles">Which quantiles are asked of which columns, sorted.</param>
internal sealed record AskedNumbers(
    bool CountsRows, bool CountsUnits, IReadOnlyList<ColumnShape> Columns, IReadOnlySet<string> SpreadColumns,
    IReadOnlyDictionary<string, SortedSet<decimal>> Quantiles)
{
    /// <summary>The columns whose distinct values are counted, sorted by name.</summary>
    public IReadOnlyList<ColumnShape> DistinctColumns { get; init; } = [];
}
