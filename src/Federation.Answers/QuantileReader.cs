namespace Federation.Answers;

/// <summary>Finds a quantile in what a table tells: its own pick, or the tree of its column.</summary>
internal sealed class QuantileReader(MergedTable table)
{
    private const double NormalHalfWidth = 1.959964;
    private readonly Dictionary<int, QuantileDistribution> _trees = [];

    /// <summary>The quantile with its interval, in the column's unit.</summary>
    /// <exception cref="ArgumentException">The table does not tell it.</exception>
    public Estimate Read(int cell, string column, decimal quantile)
    {
        var index = IndexOf(table, column, quantile);
        var told = table.Quantiles[index];
        var values = table.Cells[cell].Quantiles[index];
        if (told.Kind == AnswerKind.Quantile)
        {
            var (pick, lower, upper) = (ValueOf(told, values[0]), ValueOf(told, values[1]), ValueOf(told, values[2]));
            return new Estimate(pick, null, new Interval(Math.Min(pick, lower), Math.Max(pick, upper)));
        }

        if (!_trees.TryGetValue(index, out var tree))
        {
            _trees.Add(index, tree = new QuantileDistribution(told));
        }

        var (at, from, to) = tree.Solve(values, (double)quantile);
        var interval = new Interval(ValueOf(told, from), ValueOf(told, to));
        return new Estimate(ValueOf(told, at), interval.Width / (2 * NormalHalfWidth), interval);
    }

    /// <summary>Which of the table's quantiles tells it.</summary>
    /// <exception cref="ArgumentException">None does.</exception>
    public static int IndexOf(MergedTable table, string column, decimal quantile)
    {
        for (var index = 0; index < table.Quantiles.Count; index++)
        {
            var told = table.Quantiles[index];
            var isTold = told.Kind == AnswerKind.QuantileTree || told.Quantile == quantile;
            if (isTold && string.Equals(told.Column, column, StringComparison.Ordinal))
            {
                return index;
            }
        }

        throw new ArgumentException("The quantile was not asked for.", nameof(quantile));
    }

    private static double ValueOf(MergedQuantile told, Int128 index) => (double)(told.Grid.Lower
        + (told.Grid.Step * (decimal)Int128.Clamp(index, 0, told.Grid.StepsCount)));
}
