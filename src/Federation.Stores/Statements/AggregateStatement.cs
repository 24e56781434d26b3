using System.Globalization;
using Federation.Privacy.Plans;
using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>Writes the one statement of a statistic: bound, read, filter, group, add up, in this order.</summary>
/// <remarks>
/// The text is a function of the plan and of the store's columns alone. Columns appear under their aliases, declared
/// texts and bounds as bound values, whole numbers as literals. A row of the result is a cell that has rows: its number
/// in the plan's order, the part, and either nothing and the plan's components, or a grid index of a counted column and
/// the rows that have it.
/// </remarks>
internal sealed class AggregateStatement(Dialect dialect, SourceLayout layout)
{
    /// <summary>The part that holds totals; parts from 0 hold the counts of a counted column.</summary>
    public const long TotalsPart = -1;

    private const string None = "CAST(0 AS BIGINT)";

    /// <summary>Builds the statement of a plan.</summary>
    public Statement Build(BoundedPlan plan)
    {
        var statement = new Statement();
        var groups = new GroupText(dialect, layout, plan);
        var placed = Placed(plan, statement);
        var filter = new FilterText(layout, statement).Of(plan.Filter);
        string[] totals = [.. plan.Components.Select(component => Total(component, plan.Shape))];
        var shared = groups.Shared(statement);
        var from = shared.Length > 0 ? "shared" : "kept";
        var capped = groups.Capped(from, statement);
        from = capped.Length > 0 ? "capped" : from;
        statement.Sql = $"""
            WITH {placed},
            kept AS (SELECT {string.Join(", ", groups.Keys().Prepend($"*, {CellOf(plan)} AS cell"))} FROM placed
                WHERE {filter}){shared}{capped}{(plan.Selection is not null
                    ? groups.Select(from, totals) : $" {string.Join(" UNION ALL ", Selects(plan, from))}")}
            """;
        return statement;
    }

    /// <summary>Whether a plan finds its bounded table among the ranks of a layout.</summary>
    public static bool IsRanked(BoundedPlan plan, SourceLayout layout) =>
        layout.Ranked is { } ranked && ranked.Covers(plan.Shape) && (!UsesUnit(plan) || ranked.HoldsUnit);

    /// <summary>The totals of each cell; then, of each counted column, the rows of each cell and grid index.</summary>
    /// <remarks>Rows of no cell are grouped like others, and their group is dropped: told apart before, the place of
    /// each record is found twice.</remarks>
    private IEnumerable<string> Selects(BoundedPlan plan, string from)
    {
        const string cell = "CAST(cell AS BIGINT) AS cell", isCell = "HAVING count(cell) > 0";
        if (plan.Components.Count > 0)
        {
            var totals = plan.Components.Select(component => Total(component, plan.Shape));
            yield return $"SELECT {cell}, CAST({Statement.Literal(TotalsPart)} AS BIGINT) AS part, {None} AS k, "
                + $"{string.Join(", ", totals)} FROM {from} GROUP BY {from}.cell {isCell}";
        }

        var padding = string.Concat(Enumerable.Repeat($", {None}", Math.Max(0, plan.Components.Count - 1)));
        foreach (var (part, column) in plan.CountedColumns.Index())
        {
            var index = $"k_{layout.Find(column).Alias}";
            yield return $"SELECT {cell}, CAST({Statement.Literal(part)} AS BIGINT) AS part, {index} AS k, "
                + $"count(*){padding} FROM {from} WHERE {index} IS NOT NULL GROUP BY {from}.cell, {index} {isCell}";
        }
    }

    private static IEnumerable<string> UsedColumns(BoundedPlan plan) => FilterText.ColumnsOf(plan.Filter)
        .Concat(plan.Groups.Select(group => group.Column))
        .Concat(plan.Components.Select(component => component.Column).OfType<string>())
        .Concat(plan.CountedColumns)
        .Distinct(StringComparer.Ordinal);

    /// <summary>The unit's column, where units are counted, or bound or select groups: <c>w</c> is the unit.</summary>
    private SourceColumn[] UnitOf(BoundedPlan plan) =>
        UsesUnit(plan) && plan.Shape.UnitColumn is { } unit ? [layout.Find(unit)] : [];

    private static bool UsesUnit(BoundedPlan plan) =>
        plan.Shape.UnitColumn is not null && (plan.GroupsPerUnit is not null || plan.Selection is not null
            || GroupText.CappedColumns(plan).Any()
            || plan.Components.Any(component => component.Kind == ComponentKind.CountUnits));

    private static ColumnShape Declared(DatasetShape shape, string name) =>
        shape.Find(name) ?? throw new InvalidOperationException("The plan names a column that its shape does not.");

    /// <summary>The steps to <c>placed</c>: the bounded records with their used columns as whole numbers.</summary>
    private string Placed(BoundedPlan plan, Statement statement)
    {
        var columns = UsedColumns(plan).Select(name => Declared(plan.Shape, name)).ToArray();
        var (unit, placing) = (UnitOf(plan), new ColumnPlacing(dialect, layout));
        bool IsPositioned(ColumnShape column) => plan.Groups.Any(
            group => group.Column == column.Name && group is { IsBinned: false, Keys: null });
        if (IsRanked(plan, layout) && layout.Ranked is { } ranked)
        {
            var kept = columns.SelectMany(column => placing.Kept(column, IsPositioned(column)))
                .Concat(unit.Select(_ => "w")).Append("1 AS each");
            return $"placed AS (SELECT {string.Join(", ", kept)} FROM {ranked.Within(plan.Shape)})";
        }

        var bounded = new BoundedRecords(dialect, layout, plan.Shape)
            .ForAggregate([.. columns.Select(column => layout.Find(column.Name)).Concat(unit)], statement);
        var read = columns.SelectMany(column => placing.Read(column, IsGroup(column, plan)))
            .Concat(unit.Select(source => $"{dialect.Unit(source)} AS w")).Append("1 AS each");
        var placed = columns.SelectMany(column => placing.Place(column, IsPositioned(column), statement))
            .Select(column => $"{column.Expression} AS {column.Name}")
            .Concat(unit.Select(_ => "w")).Append("1 AS each");
        return $"""
            {bounded},
            read AS (SELECT {string.Join(", ", read)} FROM bounded),
            placed AS (SELECT {string.Join(", ", placed)} FROM read)
            """;
    }

    private string CellOf(BoundedPlan plan)
    {
        var groups = plan.Groups.Where(group => group.Keys is null).ToArray();
        var cell = groups.Aggregate("0", (cell, group) => string.Create(
            CultureInfo.InvariantCulture, $"({cell}) * {group.Values.Count} + {PositionOf(group)}"));
        return dialect.Cell(cell, groups.Aggregate((Int128)1, (count, group) => count * group.Values.Count));
    }

    /// <summary>The place of a value in its domain, or the bin of a grid index; NULL where there is none.</summary>
    private string PositionOf(PlanGroup group)
    {
        var alias = layout.Find(group.Column).Alias;
        if (!group.IsBinned)
        {
            return $"g_{alias}";
        }

        if (group.Starts.Count > 0)
        {
            return DayRule.BinOf($"k_{alias}", group.Starts);
        }

        var last = group.Values.Count - 1; // The division has no remainder: engines differ in what they do with one.
        return string.Create(CultureInfo.InvariantCulture,
            $"(CASE WHEN k_{alias} >= {last * group.BinSteps} THEN {last} ELSE "
            + $"CAST((k_{alias} - k_{alias} % {group.BinSteps}) / {group.BinSteps} AS BIGINT) END)");
    }

    private string Total(PlanComponent component, DatasetShape shape)
    {
        if (component.Column is null)
        {
            return component.Kind == ComponentKind.CountUnits ? "count(DISTINCT w)" : "count(*)";
        }

        var column = Declared(shape, component.Column);
        if (component.Kind == ComponentKind.CountDistinct)
        {
            var alias = layout.Find(column.Name).Alias;
            var isCapped = shape.DistinctPerUnitBound(column) < shape.RecordsPerUnitBound;
            return $"count(DISTINCT {(isCapped ? $"q_{alias}" : GroupText.ValueOf(column, alias))})";
        }

        var index = $"k_{layout.Find(column.Name).Alias}";
        var cells = Statement.Literal(GridRule.Of(column).Cells);
        var rest = $"({cells} - {index})";
        if (component.Kind == ComponentKind.PairLow)
        {
            return dialect.SumOfRests(cells, index);
        }

        return dialect.Sum(component.Kind switch
        {
            ComponentKind.PairHigh => index,
            ComponentKind.TripleLow => $"{rest} * {rest}",
            ComponentKind.TripleMiddle => $"2 * {index} * {rest}",
            ComponentKind.TripleHigh => $"{index} * {index}",
            _ => throw new InvalidOperationException("The component has no column."),
        });
    }

    private static bool IsGroup(ColumnShape shape, BoundedPlan plan) =>
        plan.Groups.Any(group => group.Column == shape.Name && !group.IsBinned);
}
