namespace Federation.Answers;

/// <summary>One group that some silos show.</summary>
/// <param name="Key">The value of each group column, as invariant text.</param>
/// <param name="Table">The sums over the silos that show it, among other groups that they show.</param>
/// <param name="Cell">Which cell of that table it is.</param>
/// <param name="MissingSilos">The silos that answered and do not show it.</param>
/// <param name="UnitsHiddenMax">The most units of the group that those can have, all together.</param>
/// <param name="RowsHiddenMax">The most rows of the group that those can have, all together.</param>
public sealed record UnionGroup(
    IReadOnlyList<string> Key, MergedTable Table, int Cell, IReadOnlyList<string> MissingSilos,
    double UnitsHiddenMax, double RowsHiddenMax)
{
    /// <summary>A count of units with what the missing silos may add.</summary>
    public Estimate WithHiddenUnits(Estimate estimate) => Widened(estimate, 0, UnitsHiddenMax);

    /// <summary>A count of rows with what the missing silos may add.</summary>
    public Estimate WithHiddenRows(Estimate estimate) => Widened(estimate, 0, RowsHiddenMax);

    /// <summary>A sum of a column within bounds with what the missing silos may add.</summary>
    public Estimate WithHiddenSum(Estimate estimate, Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return Widened(
            estimate, Math.Min(0, (double)grid.Lower) * RowsHiddenMax, Math.Max(0, (double)grid.Upper) * RowsHiddenMax);
    }

    private static Estimate Widened(Estimate estimate, double below, double above)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var interval = estimate.Interval95;
        return estimate with { Interval95 = new Interval(interval.Lower + below, interval.Upper + above) };
    }
}
