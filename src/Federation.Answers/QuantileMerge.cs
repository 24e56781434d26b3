namespace Federation.Answers;

/// <summary>Adds up what silos tell of quantiles: trees add node by node; a pick stands for one silo alone.</summary>
internal static class QuantileMerge
{
    /// <summary>Why what two tables tell of quantiles cannot be added up; null where it can.</summary>
    public static string? FindMismatch(SiloTable first, SiloTable other)
    {
        if (!PartsOf(first).Select(part => ShapeOf(part.Component))
            .SequenceEqual(PartsOf(other).Select(part => ShapeOf(part.Component))))
        {
            return "The tables tell of other quantiles, or by other trees.";
        }

        return PartsOf(first).Any(part => part.Component.Kind == AnswerKind.Quantile)
            ? "Picked quantiles of several silos cannot be added up; ask for trees." : null;
    }

    /// <summary>What is wrong with the components behind the moments; null where nothing is.</summary>
    public static string? FaultOf(IEnumerable<AnswerComponent> components) => components.All(IsWellFormed)
        ? null : "The table's quantiles are not as they are told.";

    /// <summary>What the merged table tells of quantiles.</summary>
    public static IReadOnlyList<MergedQuantile> Of(IReadOnlyList<SiloTable> tables) =>
        [.. PartsOf(tables[0]).Select((part, index) => new MergedQuantile(
            part.Component.Kind, part.Component.Column!, part.Component.Grid!, part.Component.Quantile,
            part.Component.LevelSteps, [.. tables.Select(table => PartsOf(table)[index].Component.Noise)]))];

    /// <summary>The integers of a cell, added up.</summary>
    public static IReadOnlyList<IReadOnlyList<Int128>> AddUp(IReadOnlyList<SiloTable> tables, int cell) =>
        [.. PartsOf(tables[0]).Select(part => Enumerable.Range(part.First, part.Component.ValuesCount)
            .Select(index => tables.Aggregate(Int128.Zero, (sum, table) => sum + table.Cells[cell].Values[index]))
            .ToArray())];

    private static bool IsWellFormed(AnswerComponent component)
    {
        if (component is not { Column: not null, Grid: { StepsCount: > 0 } grid })
        {
            return false;
        }

        if (component.Kind == AnswerKind.Quantile)
        {
            return component is { Quantile: >= 0 and <= 1, ValuesCount: 3 };
        }

        var (steps, cells) = (component.LevelSteps, grid.StepsCount + 1);
        return component.Kind == AnswerKind.QuantileTree && steps.Count > 0 && steps[^1] == 1
            && steps.All(width => width >= 1)
            && steps.Zip(steps.Skip(1)).All(pair => pair.First > pair.Second && pair.First % pair.Second == 0)
            && component.ValuesCount == steps.Sum(width => (cells + width - 1) / width);
    }

    private static (AnswerKind, string?, Grid?, decimal?, string) ShapeOf(AnswerComponent component) => (
        component.Kind, component.Column, component.Grid, component.Quantile,
        string.Join(',', component.LevelSteps));

    /// <summary>The components that tell of quantiles, each with the place of its first integer in a cell.</summary>
    private static List<(AnswerComponent Component, int First)> PartsOf(SiloTable table)
    {
        var parts = new List<(AnswerComponent, int)>();
        var first = 0;
        foreach (var component in table.Components)
        {
            if (component.IsOfQuantiles)
            {
                parts.Add((component, first));
            }

            first += component.ValuesCount;
        }

        return parts;
    }
}
