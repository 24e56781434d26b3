using System.Globalization;
using Federation.Privacy.Plans;
using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>Writes the steps that groups need beyond cells: a bound on the groups of a unit, and keys that nobody
/// declared.</summary>
/// <remarks>
/// The relation <c>kept</c> comes in, with the unit <c>w</c> where the plan counts, bounds or selects by units. A unit
/// that is in more groups than it may stays in the first of them by keyed hash of unit and group: a function of the
/// unit's own rows. Groups of fewer units than the plan asks for are summed up here, as the rest.
/// </remarks>
internal sealed class GroupText(Dialect dialect, SourceLayout layout, BoundedPlan plan)
{
    private readonly string[] _keys = [.. plan.Groups.Where(group => group.Keys is not null)
        .Select(group => $"p_{layout.Find(group.Column).Alias}")];

    private string Columns => string.Join(", ", _keys.Prepend("cell"));

    /// <summary>True of rows that are in a group.</summary>
    public string IsGrouped => string.Join(" AND ", _keys.Prepend("cell").Select(column => $"{column} IS NOT NULL"));

    /// <summary>A key's expression over the placed columns, and its name.</summary>
    public IEnumerable<string> Keys() => plan.Groups.Where(group => group.Keys is not null).Select(group =>
    {
        var alias = layout.Find(group.Column).Alias;
        var value = plan.Shape.Find(group.Column)!.Kind == ColumnKind.Text
            ? dialect.Key($"v_{alias}", group.Keys!.BytesMax) : $"v_{alias}";
        return $"{value} AS p_{alias}";
    });

    /// <summary>The step <c>shared</c>: <c>kept</c> without the groups of a unit beyond its bound; nothing where the
    /// plan has none.</summary>
    public string Shared(Statement statement)
    {
        if (plan.GroupsPerUnit is not { } bound)
        {
            return "";
        }

        var group = string.Join(" || ", _keys.Select(key => $"'|' || CAST({key} AS VARCHAR)")
            .Prepend("CAST(cell AS VARCHAR)"));
        return $"""
            ,
            hashed AS (SELECT *, {dialect.RecordKey("w", group, statement)} AS gh FROM kept WHERE {IsGrouped}),
            placedgroups AS (SELECT *, dense_rank() OVER (PARTITION BY w ORDER BY gh, {Columns}) AS gn FROM hashed),
            shared AS (SELECT * FROM placedgroups WHERE gn <= {Statement.Literal(bound)})
            """;
    }

    /// <summary>The columns whose values are counted, where a unit counts with fewer than its records could hold.
    /// </summary>
    public static IEnumerable<ColumnShape> CappedColumns(BoundedPlan plan) => plan.Components
        .Where(component => component.Kind == ComponentKind.CountDistinct)
        .Select(component => plan.Shape.Find(component.Column!)!)
        .Where(column => plan.Shape.DistinctPerUnitBound(column) < plan.Shape.RecordsPerUnitBound);

    /// <summary>The value of a column that is counted, over the placed columns.</summary>
    public static string ValueOf(ColumnShape column, string alias) =>
        column.Bounds is null ? $"v_{alias}" : $"k_{alias}";

    /// <summary>The step <c>capped</c>, where values are: <c>q_</c> is the value, or NULL where its unit counts with as
    /// many pairs of a group and a value already, by keyed hash of both.</summary>
    public string Capped(string from, Statement statement)
    {
        var columns = CappedColumns(plan).Select(column =>
            (Shape: column, layout.Find(column.Name).Alias)).ToArray();
        if (columns.Length == 0)
        {
            return "";
        }

        var group = string.Join(" || ", _keys.Select(key => $"'|' || CAST({key} AS VARCHAR)")
            .Prepend("'=' || CAST(cell AS VARCHAR)"));
        var hashes = columns.Select(column =>
        {
            var pair = $"coalesce(CAST({ValueOf(column.Shape, column.Alias)} AS VARCHAR), '') || {group}";
            return $"{dialect.RecordKey("w", pair, statement)} AS dh_{column.Alias}";
        });
        var values = columns.Select(column =>
        {
            var value = ValueOf(column.Shape, column.Alias);
            return $"CASE WHEN dense_rank() OVER (PARTITION BY w, CASE WHEN {value} IS NULL THEN 1 ELSE 0 END "
                + $"ORDER BY dh_{column.Alias}, {Columns}, {value}) "
                + $"<= {Statement.Literal(plan.Shape.DistinctPerUnitBound(column.Shape))} "
                + $"THEN {value} END AS q_{column.Alias}";
        });
        return $"""
            ,
            valued AS (SELECT *, {string.Join(", ", hashes)} FROM {from} WHERE {IsGrouped}),
            capped AS (SELECT *, {string.Join(", ", values)} FROM valued)
            """;
    }

    /// <summary>What the statement selects, where keys are not declared: a group a row, and the rest in cell −1.
    /// </summary>
    public string Select(string from, IReadOnlyList<string> totals)
    {
        var selection = plan.Selection!;
        var units = plan.Shape.UnitColumn is null ? "count(*)" : "count(DISTINCT w)";
        var values = totals.Select((total, i) => string.Create(CultureInfo.InvariantCulture, $"{total} AS m{i}"));
        var names = totals.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"m{i}")).ToArray();
        var minimum = Statement.Literal(selection.UnitsMin);
        var isWeighted = selection.Weights.Count > 0 && plan.Shape.UnitColumn is not null;
        var nothing = string.Concat(plan.Groups.Where(group => group.Keys is not null).Select(group =>
            $"CAST(NULL AS {(plan.Shape.Find(group.Column)!.Kind == ColumnKind.Text ? "VARCHAR" : "BIGINT")}), "));
        var size = isWeighted ? "size" : selection.Weights.Count > 0
            ? $"units * {Statement.Literal(selection.Weights[0])}" : "units";
        return $"""
            ,
            totals AS MATERIALIZED (SELECT {Columns}, {units} AS units, {string.Join(", ", values)}
                FROM {from} WHERE {IsGrouped} GROUP BY {Columns}){(isWeighted ? Weighed(from) : "")}
            SELECT CAST(cell AS BIGINT), {string.Concat(_keys.Select(key => $"totals.{key}, "))}CAST({size} AS BIGINT),
                {string.Join(", ", names)}
            FROM totals{(isWeighted ? $" JOIN sizes USING ({Columns})" : "")} WHERE units >= {minimum}
            UNION ALL SELECT -1, {nothing}CAST(0 AS BIGINT), {string.Join(", ", names.Select(dialect.Sum))}
            FROM totals WHERE units < {minimum}
            """;
    }

    /// <summary>The sum of weights of each group: a unit weighs the less the more groups it is in.</summary>
    private string Weighed(string from)
    {
        var weights = plan.Selection!.Weights;
        var weight = Bisection.Of("n", 1, weights.Count, of => weights[of - 1]);
        return $"""
            ,
            pairs AS (SELECT DISTINCT w, {Columns} FROM {from} WHERE {IsGrouped}),
            counted AS (SELECT {Columns}, count(*) OVER (PARTITION BY w) AS n FROM pairs),
            sizes AS (SELECT {Columns}, {dialect.Sum(weight)} AS size
                FROM counted GROUP BY {Columns})
            """;
    }
}
