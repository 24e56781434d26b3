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

        return GridsOf(first).SequenceEqual(GridsOf(other))
            ? QuantileMerge.FindMismatch(first, other) : "The tables measure other columns or grids.";
    }

    /// <summary>Adds tables over the same cells and columns.</summary>
    /// <param name="tables">At least one.</param>
    /// <exception cref="ArgumentException">There is none, one is malformed, or they do not match.</exception>
    public static MergedTable Sum(IReadOnlyList<SiloTable> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfZero(tables.Count);
        foreach (var table in tables)
        {
            var isFirst = ReferenceEquals(table, tables[0]);
            if (FaultOf(table) is { } fault || (!isFirst && (fault = FindMismatch(tables[0], table)) is not null))
            {
                throw new ArgumentException(fault, nameof(tables));
            }
        }

        var sources = tables.Select(RowsSource.Of).ToList();
        var cells = Enumerable.Range(0, tables[0].Cells.Count).Select(cell => new MergedCell(
            tables[0].Cells[cell].Key,
            tables.Zip(sources).Sum(pair => pair.Second?.RowsOf(pair.First.Cells[cell]) ?? 0),
            AddUp(tables, cell, AnswerKind.Units, column: null),
            [.. ColumnsOf(tables[0]).Select(column => AddUp(tables, cell, column))])
        {
            Quantiles = QuantileMerge.AddUp(tables, cell),
            Distinct = [.. DistinctOf(tables[0]).Select(column => AddUp(tables, cell, AnswerKind.Distinct, column))],
        });
        return new MergedTable(
            [.. tables.Select(table => table.Silo)],
            tables[0].GroupColumns,
            sources.Contains(null)
                ? null : new MergedCount(new NoiseSum(sources.SelectMany(source => source!.Noises))),
            tables.All(table => IndexOf(table, AnswerKind.Units, column: null) >= 0)
                ? new MergedCount(new NoiseSum(NoisesOf(tables, AnswerKind.Units, column: null)
                    .Select(noise => new WeightedNoise(noise, 1)))) : null,
            [.. ColumnsOf(tables[0]).Select(column => new MergedMoments(
                column.Column!, column.Grid!,
                [.. PartsOf(column.Kind).Select(kind => NoisesOf(tables, kind, column.Column))]))],
            [.. cells])
        {
            Quantiles = QuantileMerge.Of(tables),
            Distinct = [.. DistinctOf(tables[0]).Select(column => new MergedDistinct(
                column, new NoiseSum(NoisesOf(tables, AnswerKind.Distinct, column)
                    .Select(noise => new WeightedNoise(noise, 1)))))],
        };
    }

    private static IEnumerable<string> DistinctOf(SiloTable table) => table.Components
        .Where(component => component.Kind == AnswerKind.Distinct).Select(component => component.Column!);

    private static string? FaultOf(SiloTable table)
    {
        if (table.Components.Count == 0)
        {
            return "The table has no numbers.";
        }

        if (table.Cells.Any(cell =>
            cell.Values.Count != table.Components.Sum(component => component.ValuesCount)
            || cell.Key.Count != table.GroupColumns.Count))
        {
            return "A cell of the table has too few or too many values.";
        }

        var index = 0;
        foreach (var kind in new[] { AnswerKind.Rows, AnswerKind.Units })
        {
            index += index < table.Components.Count && table.Components[index].Kind == kind ? 1 : 0;
        }

        var distinct = new HashSet<string>(StringComparer.Ordinal);
        while (index < table.Components.Count && table.Components[index].Kind == AnswerKind.Distinct)
        {
            if (table.Components[index++].Column is not { } name || !distinct.Add(name))
            {
                return "The table counts the distinct values of no column, or of one twice.";
            }
        }

        var columns = new HashSet<string>(StringComparer.Ordinal);
        while (index < table.Components.Count && !table.Components[index].IsOfQuantiles)
        {
            var first = table.Components[index];
            var kinds = PartsOf(first.Kind);
            var parts = table.Components.Skip(index).Take(kinds.Length).ToList();
            if (kinds.Length == 0 || first is not { Grid.StepsCount: > 0, Column: not null }
                || !columns.Add(first.Column)
                || !parts.Select(part => part.Kind).SequenceEqual(kinds)
                || !parts.All(part => part.Column == first.Column && part.Grid == first.Grid))
            {
                return "The table's numbers are not rows first, then units, then distinct values, then each column's "
                    + "parts from low to high.";
            }

            index += kinds.Length;
        }

        return QuantileMerge.FaultOf(table.Components.Skip(index));
    }

    /// <summary>The parts of moments that begin with a kind; none where none begin with it.</summary>
    private static AnswerKind[] PartsOf(AnswerKind first) => first switch
    {
        AnswerKind.PairLow => [AnswerKind.PairLow, AnswerKind.PairHigh],
        AnswerKind.TripleLow => [AnswerKind.TripleLow, AnswerKind.TripleMiddle, AnswerKind.TripleHigh],
        _ => [],
    };

    private static IEnumerable<AnswerComponent> ColumnsOf(SiloTable table) =>
        table.Components.Where(component => component.Kind is AnswerKind.PairLow or AnswerKind.TripleLow);

    private static IEnumerable<(AnswerKind, string?, Grid?)> GridsOf(SiloTable table) => table.Components
        .Where(component => component.Kind is AnswerKind.PairLow or AnswerKind.TripleLow or AnswerKind.Units
            or AnswerKind.Distinct)
        .Select(component => (component.Kind, component.Column, component.Grid));

    private static Int128[] AddUp(IReadOnlyList<SiloTable> tables, int cell, AnswerComponent column) =>
        [.. PartsOf(column.Kind).Select(kind => AddUp(tables, cell, kind, column.Column))];

    private static Int128 AddUp(IReadOnlyList<SiloTable> tables, int cell, AnswerKind kind, string? column) =>
        tables.Aggregate(Int128.Zero, (sum, table) =>
            IndexOf(table, kind, column) is >= 0 and var index ? sum + table.Cells[cell].Values[index] : sum);

    private static NoiseDistribution[] NoisesOf(IReadOnlyList<SiloTable> tables, AnswerKind kind, string? column) =>
        [.. tables.Select(table => table.Components[IndexOf(table, kind, column)].Noise)];

    private static int IndexOf(SiloTable table, AnswerKind kind, string? column)
    {
        for (var index = 0; index < table.Components.Count; index++)
        {
            if (table.Components[index].Kind == kind && table.Components[index].Column == column)
            {
                return index;
            }
        }

        return -1;
    }
}
