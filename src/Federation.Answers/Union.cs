using System.Globalization;

namespace Federation.Answers;

/// <summary>Puts together the groups that silos chose to show: each with the sums of those that show it.</summary>
/// <remarks>A silo that does not show a group may still have some of it. What it can hide at most is known, and widens
/// the group's intervals; nothing is taken to be zero.</remarks>
public static class Union
{
    /// <summary>Why tables cannot be put together; null where they can.</summary>
    public static string? FindMismatch(IReadOnlyList<SiloTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (tables.Any(table => table.Chosen is null || table.Chosen.Rest.Count != table.Components.Count))
        {
            return "Some tables show every group, and others choose.";
        }

        return tables.Select(table => Merge.FindMismatch(RestOf(tables[0]), RestOf(table)))
            .FirstOrDefault(fault => fault is not null);
    }

    /// <summary>The groups that any silo shows, sorted by key.</summary>
    /// <param name="tables">At least one, each with chosen groups.</param>
    /// <exception cref="ArgumentException">There is none, or they do not match.</exception>
    public static IReadOnlyList<UnionGroup> Of(IReadOnlyList<SiloTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfZero(tables.Count);
        if (FindMismatch(tables) is { } fault)
        {
            throw new ArgumentException(fault, nameof(tables));
        }

        var shown = tables.Index()
            .SelectMany(table => table.Item.Cells.Select(cell =>
                (Name: NameOf(cell.Key), Cell: cell, Silo: table.Index)))
            .GroupBy(one => one.Name, StringComparer.Ordinal)
            .Select(group => (group.First().Cell.Key, Cells: group.ToDictionary(one => one.Silo, one => one.Cell)));
        return [.. shown.GroupBy(group => string.Join(',', group.Cells.Keys.Order()), StringComparer.Ordinal)
            .SelectMany(alike => Merged(tables, [.. alike]))
            .Order(Comparer<UnionGroup>.Create(Compare))];
    }

    /// <summary>The sums over all groups that the silos do not show, as a table of one cell.</summary>
    /// <exception cref="ArgumentException">There is no table, or they do not match.</exception>
    public static MergedTable Rest(IReadOnlyList<SiloTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return FindMismatch(tables) is { } fault
            ? throw new ArgumentException(fault, nameof(tables))
            : Merge.Sum([.. tables.Select(RestOf)]);
    }

    /// <summary>The groups that the very same silos show.</summary>
    private static IEnumerable<UnionGroup> Merged(
        IReadOnlyList<SiloTable> tables,
        IReadOnlyList<(IReadOnlyList<string> Key, Dictionary<int, NoisyCell> Cells)> groups)
    {
        var present = groups[0].Cells.Keys.Order().ToList();
        var merged = Merge.Sum([.. present.Select(silo => tables[silo] with
        {
            Cells = [.. groups.Select(group => group.Cells[silo])],
        })]);
        var missing = tables.Where((_, silo) => !present.Contains(silo)).ToList();
        var (rows, units) = (missing.Sum(RowsHiddenMax), missing.Sum(UnitsHiddenMax));
        return groups.Select((group, cell) =>
            new UnionGroup(group.Key, merged, cell, [.. missing.Select(table => table.Silo)], units, rows));
    }

    private static double UnitsHiddenMax(SiloTable table) => Math.Max(
        table.Chosen!.UnitsHiddenBelow - 1, table.Chosen.IsCut ? RestUpper(table, ofUnits: true) : 0);

    private static double RowsHiddenMax(SiloTable table) => Math.Max(
        (double)(table.Chosen!.UnitsHiddenBelow - 1) * table.Chosen.RecordsPerUnit,
        table.Chosen.IsCut ? RestUpper(table, ofUnits: false) : 0);

    /// <summary>What the rest has at most: beyond its interval by as much again.</summary>
    private static double RestUpper(SiloTable table, bool ofUnits)
    {
        var rest = Merge.Sum([RestOf(table)]);
        var (hasUnits, hasRows) = (rest.Units is not null, rest.Rows is not null);
        if (!hasUnits && !hasRows)
        {
            return 0; // No count is asked that it could widen.
        }

        var estimates = new Estimates(rest);
        var count = (ofUnits && hasUnits) || !hasRows ? estimates.Units(0) : estimates.Count(0);
        return count.Interval95.Upper + (count.Interval95.Width / 2);
    }

    private static SiloTable RestOf(SiloTable table) => table with
    {
        Cells = [new NoisyCell([.. table.GroupColumns.Select(_ => "")], table.Chosen!.Rest)],
        Chosen = null,
    };

    private static int Compare(UnionGroup left, UnionGroup right) => left.Key.Zip(right.Key)
        .Select(pair => string.CompareOrdinal(pair.First, pair.Second)).FirstOrDefault(sign => sign != 0);

    private static string NameOf(IEnumerable<string> key) => string.Concat(key.Select(value =>
        string.Create(CultureInfo.InvariantCulture, $"{value.Length}:{value}")));
}
