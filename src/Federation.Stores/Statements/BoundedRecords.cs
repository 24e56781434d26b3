using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>The first steps of every statement: records of known units, ranked by key, cut to the bound.</summary>
/// <remarks>
/// The result is the relation <c>bounded</c>, with the columns' aliases. A record's rank is a function of its own
/// unit's records only: key first, then content, so that records which share an id are told apart, or are alike. Where
/// no id is declared it is the content hash of all columns with an occurrence number, over which alike records may be
/// swapped. The key is HMAC in a sample and <see cref="OrderHash"/> in a statistic (docs/decisions/0015), which ranks
/// only where ranks decide (0006): the table it bounds is the same.
/// </remarks>
internal sealed class BoundedRecords(Dialect dialect, SourceLayout layout, DatasetShape shape)
{
    /// <summary>What tells records apart that share an id: the declared columns.</summary>
    private SourceColumn[] Ties => [.. shape.Columns.Select(column => layout.Find(column.Name))];

    private string Bound => Statement.Literal(shape.RecordsPerUnitBound);

    private string Beyond => Statement.Literal(shape.RecordsPerUnitBound + 1L);

    /// <summary>The steps as common table expressions, for a statistic: only the given columns come out.</summary>
    public string ForAggregate(IReadOnlyCollection<SourceColumn> columns, Statement statement)
    {
        var carried = Aliases(columns, "1 AS each");
        if (shape.UnitColumn is not { } name) // Each row is a unit of its own, and of one record: nothing to cut.
        {
            return $"bounded AS (SELECT {carried} FROM {layout.Relation})";
        }

        if (layout.Chosen is { } chosen)
        {
            return $"bounded AS (SELECT {carried} FROM {chosen})";
        }

        var unit = dialect.Unit(layout.Find(name));
        var outgoing = Aliases(columns, "each");
        return shape.RecordIdColumn is { } id
            ? $"""
                {Hurried(unit, RecordId(id), carried, outgoing, statement)}
                {Ranked(columns, Ties, "undecided", statement)}
                bounded AS (SELECT {outgoing} FROM front
                    WHERE r <= {Bound} AND {dialect.IsOutside("front.u", "undecided")} UNION ALL
                    SELECT {outgoing} FROM cut)
                """
            : $"""
                busy AS MATERIALIZED (SELECT u FROM (SELECT {unit} AS u FROM {layout.Relation}) AS every
                    WHERE u IS NOT NULL GROUP BY u HAVING count(*) > {Bound}),
                few AS (SELECT {carried} FROM {layout.Relation}
                    WHERE {unit} IS NOT NULL AND {dialect.IsOutside(unit, "busy")}),
                {Ranked(columns, Ties, "busy", statement)}
                bounded AS (SELECT {outgoing} FROM few UNION ALL SELECT {outgoing} FROM cut)
                """;
    }

    /// <summary>The steps for a sample: <c>u</c> (unit), <c>i</c> (record id), <c>t</c> (content) and <c>h</c> (the
    /// record's key) come out, and every unit is known.</summary>
    public string ForSample(IReadOnlyCollection<SourceColumn> columns, Statement statement) => $"""
        {Ranked(columns, layout.Columns, null, statement, isSample: true)}
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

    /// <summary>Ranks records by their hashes alone; where equal ones straddle the bound of a unit, only the whole
    /// order can tell, and the unit is undecided.</summary>
    /// <remarks>One record beyond the bound shows it: the last that is in has its hash, or no tie straddles. To ask
    /// each record for its peers instead is work for all, for the sake of the few that are tied.</remarks>
    private string Hurried(string unit, string record, string carried, string columns, Statement statement) => $"""
        begun AS (SELECT u, {dialect.OrderHash("i", dialect.OrderSeed("u", statement))} AS h, {columns}
            FROM (SELECT {unit} AS u, {record} AS i, {carried} FROM {layout.Relation}) AS every WHERE u IS NOT NULL),
        ordered AS (SELECT u, h, {columns}, row_number() OVER (PARTITION BY u ORDER BY h) AS r FROM begun),
        front AS MATERIALIZED (SELECT u, h, {columns}, r FROM ordered WHERE r <= {Beyond}),
        undecided AS MATERIALIZED (SELECT u FROM front WHERE r >= {Bound} GROUP BY u, h HAVING count(*) > 1),
        """;

    /// <summary>Ranks records by the whole order, those of the units in a relation or all; <c>cut</c> comes out.
    /// </summary>
    private string Ranked(
        IReadOnlyCollection<SourceColumn> columns, IReadOnlyCollection<SourceColumn> ties, string? units,
        Statement statement, string slice = "1 = 1", bool isSample = false)
    {
        var carried = Aliases(columns.DistinctBy(column => column.Alias), "t");
        var record = shape.RecordIdColumn is { } id ? RecordId(id) : dialect.Content(layout.Columns);
        var unit = shape.UnitColumn is { } name ? dialect.Unit(layout.Find(name)) : record;
        var content = shape.RecordIdColumn is null || ties.Count == 0 ? "''" : dialect.Content(ties);
        var occurrence = shape.RecordIdColumn is null
            ? "r || ':' || CAST(row_number() OVER (PARTITION BY u, r) AS VARCHAR)"
            : "r";
        var unitOfRow = shape.UnitColumn is null ? "i" : "u";
        var key = isSample
            ? dialect.RecordKey(unitOfRow, "i", statement)
            : dialect.OrderHash("i", dialect.OrderSeed(unitOfRow, statement));
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
