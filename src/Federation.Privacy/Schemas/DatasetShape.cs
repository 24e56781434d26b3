namespace Federation.Privacy.Schemas;

/// <summary>What a holder declares of a dataset: public, validated, and all that a plan is made from.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Lineage">The data source and privacy unit whose budget is debited.</param>
/// <param name="Epoch">Which snapshot of the data; at least 1.</param>
/// <param name="UnitColumn">The column of the privacy unit; null where each row is a unit.</param>
/// <param name="RecordIdColumn">The stable record id; null for content hash and occurrence.</param>
/// <param name="RecordsPerUnit">The most records of one unit that count; at least 1.</param>
/// <param name="Columns">The columns that may be asked about; names are unique.</param>
/// <param name="RowsMax">The declared upper limit of rows; only sizes integers, protects nothing.</param>
public sealed record DatasetShape(
    string Dataset,
    string Lineage,
    long Epoch,
    string? UnitColumn,
    string? RecordIdColumn,
    int RecordsPerUnit,
    IReadOnlyList<ColumnShape> Columns,
    long RowsMax)
{
    /// <summary>The most records of one unit that count: 1 where each row is a unit.</summary>
    public int RecordsPerUnitBound => UnitColumn is null ? 1 : RecordsPerUnit;

    /// <summary>The most groups of one question that a unit counts in, as its holder bounds them; null for as many as
    /// its records.</summary>
    public int? GroupsPerUnit { get; init; }

    /// <summary>The fewest units of a group whose key is not declared: below it, it is never shown. At least 1.
    /// </summary>
    public long KeyUnitsMin { get; init; } = 1;

    /// <summary>D: the most groups of one question that a unit counts in.</summary>
    public int GroupsPerUnitBound => Math.Min(RecordsPerUnitBound, GroupsPerUnit ?? int.MaxValue);

    /// <summary>The most distinct values of a column with which one unit counts, over all groups.</summary>
    public int DistinctPerUnitBound(ColumnShape column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Math.Min(RecordsPerUnitBound, column.DistinctPerUnit ?? int.MaxValue);
    }

    /// <summary>The declared column of that name; null where there is none.</summary>
    public ColumnShape? Find(string column)
    {
        foreach (var candidate in Columns)
        {
            if (string.Equals(candidate.Name, column, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }
}
