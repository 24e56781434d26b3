using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>The first steps of every statement: records of known units, ranked by key, cut to the bound.</summary>
/// <remarks>
/// The result is the relation <c>bounded</c>, with the columns' aliases and, <c>u</c> (unit), <c>i</c> (record
/// id), <c>t</c> (content) and <c>h</c> (the record's key). A record's rank is a function of its own unit's records
/// only: key first, then content, so that records which share an id are told apart, or are alike. Where no id is
/// declared it is the content hash of all columns with an occurrence number, over which alike records may be swapped.
/// </remarks>
internal sealed class BoundedRecords(Dialect dialect, SourceLayout layout, DatasetShape shape)
{
    /// <summary>The steps as common table expressions, for a statistic: only the given columns come out.</summary>
    public string ForAggregate(IReadOnlyCollection<SourceColumn> columns, Statement statement)
    {
        if (shape.UnitColumn is null) // Each row is a unit of its own, and of one record: there is nothing to cut.
        {
            return $"bounded AS (SELECT {Aliases(columns, "1 AS each")} FROM {layout.Relation})";
        }

        var ties = shape.Columns.Select(column => layout.Find(column.Name)).ToArray();
        return Ranked(columns, ties, statement);
    }

    /// <summary>The steps for a sample: all keys come out, and every unit is known.</summary>
    public string ForSample(IReadOnlyCollection<SourceColumn> columns, Statement statement) =>
        Ranked(columns, layout.Columns, statement);

    private string Ranked(
        IReadOnlyCollection<SourceColumn> columns, IReadOnlyCollection<SourceColumn> ties, Statement statement)
    {
        var carried = Aliases(columns.DistinctBy(column => column.Alias), "t");
        var record = shape.RecordIdColumn is { } id
            ? $"coalesce({dialect.Text(layout.Find(id))}, '')"
            : dialect.Content(layout.Columns);
        var unit = shape.UnitColumn is { } name ? dialect.Unit(layout.Find(name)) : record;
        var content = shape.RecordIdColumn is null || ties.Count == 0 ? "''" : dialect.Content(ties);
        var occurrence = shape.RecordIdColumn is null
            ? "r || ':' || CAST(row_number() OVER (PARTITION BY u, r) AS VARCHAR)"
            : "r";
        var unitOfRow = shape.UnitColumn is null ? "i" : "u";
        var key = dialect.RecordKey(unitOfRow, "i", statement);
        return $"""
            known AS (SELECT {unit} AS u, {record} AS r, {content} AS t, {Aliases(columns, "1 AS each")}
                FROM {layout.Relation} WHERE {unit} IS NOT NULL),
            named AS (SELECT u, {occurrence} AS i, {carried} FROM known),
            keyed AS (SELECT {unitOfRow} AS u, i, {key} AS h, {carried} FROM named),
            ranked AS (SELECT *, row_number() OVER (PARTITION BY u ORDER BY h, t) AS n FROM keyed),
            bounded AS (SELECT * FROM ranked WHERE n <= {Statement.Literal(shape.RecordsPerUnitBound)})
            """;
    }

    private static string Aliases(IEnumerable<SourceColumn> columns, string atLeast) => string.Join(", ",
        columns.Select(column => column.Alias).Distinct(StringComparer.Ordinal).Append(atLeast));
}
