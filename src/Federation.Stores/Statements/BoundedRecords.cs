using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>The first steps of every statement: records of known units, ranked by key, cut to the bound.</summary>
/// <remarks>
/// The result is the relation <c>bounded</c>, with the columns' aliases. A record's rank is a function of its own
/// unit's records only: key first, then content, so that records which share an id are told apart, or are alike. Where
/// no id is declared it is the content hash of all columns with an occurrence number, over which alike records may be
/// swapped. A statistic ranks only where ranks decide (docs/decisions/0006): the table it bounds is the same.
/// </remarks>
internal sealed class BoundedRecords(Dialect dialect, SourceLayout layout, DatasetShape shape)
{
    /// <summary>What tells records apart that share an id: the declared columns.</summary>
    private SourceColumn[] Ties => [.. shape.Columns.Select(column => layout.Find(column.Name))];

    private string Bound => Statement.Literal(shape.RecordsPerUnitBound);

    /// <summary>The steps as common table expressions, for a statistic: only the given columns come out.</summary>
    public string ForAggregate(IReadOnlyCollection<SourceColumn> columns, Statement statement)
    {
        var carried = Aliases(columns, "1 AS each");
        if (shape.UnitColumn is not { } name) // Each row is a unit of its own, and of one record: nothing to cut.
        {
            return $"bounded AS (SELECT {carried} FROM {layout.Relation})";
        }

        var unit = dialect.Unit(layout.Find(name));
        var ties = Ties;
        var outgoing = Aliases(columns, "each");
        var steps = $"""
            busy AS MATERIALIZED (SELECT u FROM (SELECT {unit} AS u FROM {layout.Relation}) AS every
                WHERE u IS NOT NULL GROUP BY u HAVING count(*) > {Bound}),
            few AS (SELECT {carried} FROM {layout.Relation}
                WHERE {unit} IS NOT NULL AND {dialect.IsOutside(unit, "busy")}),
            """;
        return shape.RecordIdColumn is { } id
            ? $"""
                {steps}
                {Hurried(unit, RecordId(id), carried, outgoing, statement)}
                {Ranked(columns, ties, "tied", statement)}
                bounded AS (SELECT {outgoing} FROM few UNION ALL
                    SELECT {outgoing} FROM front WHERE {dialect.IsOutside("front.u", "tied")} UNION ALL
                    SELECT {outgoing} FROM cut)
                """
            : $"""
                {steps}
                {Ranked(columns, ties, "busy", statement)}
                bounded AS (SELECT {outgoing} FROM few UNION ALL SELECT {outgoing} FROM cut)
                """;
    }

    /// <summary>The steps for a sample: <c>u</c> (unit), <c>i</c> (record id), <c>t</c> (content) and <c>h</c> (the
    /// record's key) come out, and every unit is known.</summary>
    public string ForSample(IReadOnlyCollection<SourceColumn> columns, Statement statement) => $"""
        {Ranked(columns, layout.Columns, null, statement)}
        bounded AS (SELECT * FROM cut)
        """;

    /// <summary>The statement of the index of ranks, over one of several slices of the units: the names of its columns
    /// are those of <see cref="RankedSource"/>, after the unit as <c>u</c>.</summary>
    public string ForIndex(long slice, long slices, Statement statement)
    {
        var source = layout.Find(shape.UnitColumn!);
        SourceColumn[] declared = shape.Find(shape.UnitColumn!) is null ? [] : [source];
        var placing = new ColumnPlacing(dialect, layout);
        var ranked = Ranked(Ties, Ties, null, statement, dialect.IsOfSlice(dialect.Unit(source), slice, slices));
        var read = shape.Columns.SelectMany(column => placing.Read(column, column.Domain.Count > 0))
            .Concat(declared.Select(unit => $"{dialect.Unit(unit)} AS w"));
        var kept = shape.Columns.SelectMany(column => placing.Keep(column, statement))
            .Concat(declared.Select(_ => "w"));
        return $"""
            WITH {ranked}
            read AS (SELECT u, {string.Join(", ", read)}, n FROM cut)
            SELECT u, {string.Join(", ", kept)}, n FROM read
            """;
    }

    /// <summary>Ranks records of busy units by the first bytes of their keys; where that leaves a unit with more than
    /// the bound, a tie straddles it, and only the whole order can tell.</summary>
    private string Hurried(string unit, string record, string carried, string columns, Statement statement) => $"""
        crowd AS (SELECT {unit} AS u, {record} AS i, {carried} FROM {layout.Relation}
            WHERE {unit} IN (SELECT u FROM busy)),
        begun AS (SELECT u, {dialect.RecordKeyStart("u", "i", statement)} AS h, {columns} FROM crowd),
        ordered AS (SELECT u, {columns}, rank() OVER (PARTITION BY u ORDER BY h) AS n FROM begun),
        front AS MATERIALIZED (SELECT * FROM ordered WHERE n <= {Bound}),
        tied AS MATERIALIZED (SELECT u FROM front GROUP BY u HAVING count(*) > {Bound}),
        """;

    /// <summary>Ranks records by the whole order, those of the units in a relation or all; <c>cut</c> comes out.
    /// </summary>
    private string Ranked(
        IReadOnlyCollection<SourceColumn> columns, IReadOnlyCollection<SourceColumn> ties, string? units,
        Statement statement, string slice = "1 = 1")
    {
        var carried = Aliases(columns.DistinctBy(column => column.Alias), "t");
        var record = shape.RecordIdColumn is { } id ? RecordId(id) : dialect.Content(layout.Columns);
        var unit = shape.UnitColumn is { } name ? dialect.Unit(layout.Find(name)) : record;
        var content = shape.RecordIdColumn is null || ties.Count == 0 ? "''" : dialect.Content(ties);
        var occurrence = shape.RecordIdColumn is null
            ? "r || ':' || CAST(row_number() OVER (PARTITION BY u, r) AS VARCHAR)"
            : "r";
        var unitOfRow = shape.UnitColumn is null ? "i" : "u";
        var key = dialect.RecordKey(unitOfRow, "i", statement);
        var chosen = units is null ? $"{unit} IS NOT NULL" : $"{unit} IN (SELECT u FROM {units})";
        return $"""
            known AS (SELECT {unit} AS u, {record} AS r, {content} AS t, {Aliases(columns, "1 AS each")}
                FROM {layout.Relation} WHERE {chosen} AND {slice}),
            named AS (SELECT u, {occurrence} AS i, each, {carried} FROM known),
            keyed AS (SELECT {unitOfRow} AS u, i, {key} AS h, each, {carried} FROM named),
            ranked AS (SELECT *, row_number() OVER (PARTITION BY u ORDER BY h, t) AS n FROM keyed),
            cut AS (SELECT * FROM ranked WHERE n <= {Bound}),
            """;
    }

    private string RecordId(string name) => $"coalesce({dialect.Text(layout.Find(name))}, '')";

    private static string Aliases(IEnumerable<SourceColumn> columns, string atLeast) => string.Join(", ",
        columns.Select(column => column.Alias).Distinct(StringComparer.Ordinal).Append(atLeast));
}
