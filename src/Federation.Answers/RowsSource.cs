namespace Federation.Answers;

/// <summary>How one silo counts rows: by a count of its own, or by its first moments, whose parts add up to K (a pair)
/// or K² (a triple) a row.</summary>
internal sealed record RowsSource(int First, int PartsCount, decimal Divisor, IReadOnlyList<WeightedNoise> Noises)
{
    /// <summary>The way of a table: rows, where it has them, come first. Null where nothing counts rows.</summary>
    public static RowsSource? Of(SiloTable table)
    {
        var (index, first) = table.Components.Index()
            .FirstOrDefault(component => !component.Item.IsOfQuantiles
                && component.Item.Kind is not (AnswerKind.Units or AnswerKind.Distinct));
        if (first is null)
        {
            return null;
        }

        var partsCount = first.Kind switch { AnswerKind.Rows => 1, AnswerKind.PairLow => 2, _ => 3 };
        decimal steps = first.Grid?.StepsCount ?? 1;
        var divisor = partsCount == 3 ? steps * steps : steps;
        return new RowsSource(index, partsCount, divisor,
            [.. table.Components.Skip(index).Take(partsCount)
                .Select(part => new WeightedNoise(part.Noise, 1.0 / (double)divisor))]);
    }

    /// <summary>The noisy count of rows of a cell.</summary>
    public decimal RowsOf(NoisyCell cell) =>
        Enumerable.Range(First, PartsCount).Sum(index => (decimal)cell.Values[index]) / Divisor;
}
