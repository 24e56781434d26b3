namespace Federation.Answers;

/// <summary>Adds the answers of silos. Pure post-processing: broker and client each do it, and must agree.</summary>
public static class Merge
{
    /// <summary>Why a silo's table cannot be added to another one; null where it can.</summary>
    public static string? FindMismatch(SiloTable first, SiloTable other)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(other);
        if (!first.GroupColumns.SequenceEqual(other.GroupColumns, StringComparer.Ordinal))
        {
            return "The tables are grouped by other columns.";
        }

        if (first.Cells.Count != other.Cells.Count
            || !first.Cells.Zip(other.Cells).All(pair =>
                pair.First.Key.SequenceEqual(pair.Second.Key, StringComparer.Ordinal)))
        {
            return "The tables declare other values of the group columns.";
        }

        return GridsOf(first).SequenceEqual(GridsOf(other)) ? null : "The tables measure other columns or grids.";
    }

    /// <summary>Adds tables over the same cells and pairs.</summary>
    /// <param name="tables">At least one.</param>
    /// <exception cref="ArgumentException">There is none, one is malformed, or they do not match.</exception>
    public static MergedTable Sum(IReadOnlyList<SiloTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfZero(tables.Count);
        foreach (var table in tables)
        {
            if (FaultOf(table) is { } fault || (fault = FindMismatch(tables[0], table)) is not null)
            {
                throw new ArgumentException(fault, nameof(tables));
            }
        }

        var pairs = PairsOf(tables);
        var sources = tables.Select(RowsSource.Of).ToList();
        return new MergedTable(
            [.. tables.Select(table => table.Silo)],
            tables[0].GroupColumns,
            new MergedRows(new NoiseSum(sources.SelectMany(source => source.Noises))),
            pairs,
            [.. Enumerable.Range(0, tables[0].Cells.Count).Select(cell => SumCell(tables, sources, pairs, cell))]);
    }

    private static string? FaultOf(SiloTable table)
    {
        if (table.Components.Count == 0)
        {
            return "The table has no numbers.";
        }

        if (table.Cells.Any(cell =>
            cell.Values.Count != table.Components.Count || cell.Key.Count != table.GroupColumns.Count))
        {
            return "A cell of the table has too few or too many values.";
        }

        var pairs = table.Components.Where(component => component.Kind != AnswerKind.Rows).Chunk(2);
        return pairs.All(pair => pair is
            [{ Kind: AnswerKind.PairLow, Grid.StepsCount: > 0, Column: not null }, { Kind: AnswerKind.PairHigh }]
            && pair[0].Column == pair[1].Column && pair[0].Grid == pair[1].Grid)
            && table.Components.Skip(1).All(component => component.Kind != AnswerKind.Rows)
            ? null : "The table's numbers are not rows first, then pairs of low and high.";
    }

    private static IEnumerable<(string?, Grid?)> GridsOf(SiloTable table) => table.Components
        .Where(component => component.Kind == AnswerKind.PairLow)
        .Select(component => (component.Column, component.Grid));

    private static MergedPair[] PairsOf(IReadOnlyList<SiloTable> tables) =>
        [.. tables[0].Components.Where(component => component.Kind == AnswerKind.PairLow).Select(low => new MergedPair(
            low.Column!,
            low.Grid!,
            [.. tables.Select(table => table.Components[IndexOf(table, AnswerKind.PairLow, low.Column!)].Noise)],
            [.. tables.Select(table => table.Components[IndexOf(table, AnswerKind.PairHigh, low.Column!)].Noise)]))];

    private static MergedCell SumCell(
        IReadOnlyList<SiloTable> tables, List<RowsSource> sources, MergedPair[] pairs, int cell)
    {
        Int128 Total(AnswerKind kind, string column) => tables.Aggregate(
            Int128.Zero, (sum, table) => sum + table.Cells[cell].Values[IndexOf(table, kind, column)]);
        return new MergedCell(
            tables[0].Cells[cell].Key,
            tables.Zip(sources).Sum(pair => pair.Second.RowsOf(pair.First.Cells[cell])),
            [.. pairs.Select(pair => Total(AnswerKind.PairLow, pair.Column))],
            [.. pairs.Select(pair => Total(AnswerKind.PairHigh, pair.Column))]);
    }

    private static int IndexOf(SiloTable table, AnswerKind kind, string column) => table.Components.Index()
        .First(component => component.Item.Kind == kind && component.Item.Column == column).Index;
}
