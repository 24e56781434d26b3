namespace Federation.Answers;

/// <summary>How one silo counts rows: by a count of its own, or by its first pair, of which A + B = K · rows.</summary>
internal sealed record RowsSource(int Low, int High, decimal Divisor, IReadOnlyList<WeightedNoise> Noises)
{
    /// <summary>The way of a table: rows, where it has them, come first.</summary>
    public static RowsSource Of(SiloTable table)
    {
        var first = table.Components[0];
        if (first.Kind == AnswerKind.Rows)
        {
            return new RowsSource(0, 0, 1, [new WeightedNoise(first.Noise, 1)]);
        }

        var steps = first.Grid!.StepsCount;
        return new RowsSource(0, 1, steps,
            [new WeightedNoise(first.Noise, 1.0 / steps), new WeightedNoise(table.Components[1].Noise, 1.0 / steps)]);
    }

    /// <summary>The noisy count of rows of a cell.</summary>
    public decimal RowsOf(NoisyCell cell) =>
        Low == High ? cell.Values[Low] : ((decimal)cell.Values[Low] + cell.Values[High]) / Divisor;
}
