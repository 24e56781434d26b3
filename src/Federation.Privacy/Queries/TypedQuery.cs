namespace Federation.Privacy.Queries;

/// <summary>What a measure computes of each group.</summary>
public enum MeasureKind
{
    /// <summary>How many rows; with a column, how many rows that count in it.</summary>
    Count,

    /// <summary>The sum of a bounded column.</summary>
    Sum,

    /// <summary>The mean of a bounded column.</summary>
    Mean,

    /// <summary>The variance of a bounded column, divided by the number of rows.</summary>
    Variance,

    /// <summary>The square root of the variance.</summary>
    StandardDeviation,

    /// <summary>How many privacy units have a row; of another column than the unit's, how many distinct values its rows
    /// hold.</summary>
    Units,

    /// <summary>A quantile of a bounded column.</summary>
    Quantile,
}

/// <summary>One number to compute of each group.</summary>
/// <param name="Kind">What is computed.</param>
/// <param name="Column">The bounded column, or the unit's for <see cref="MeasureKind.Units"/>; null only for
/// COUNT(*).</param>
public sealed record Measure(MeasureKind Kind, string? Column)
{
    /// <summary>Which quantile, from 0 to 1, of at most six decimals; null for other kinds.</summary>
    public decimal? Quantile { get; init; }
}

/// <summary>How quantiles are answered.</summary>
public enum QuantileForm
{
    /// <summary>Each is picked from the grid: the least error, for one silo alone.</summary>
    Selected = 1,

    /// <summary>All are read from a noisy tree of counts, which adds up over silos.</summary>
    Tree,
}

/// <summary>An aggregate question over one dataset, in a closed language: no expression, cast or text of the
/// asker.</summary>
/// <param name="Dataset">The dataset asked.</param>
/// <param name="Filter">Which rows of the bounded table count; null for all.</param>
/// <param name="GroupBy">Columns of declared domain, or with bins; at most 4.</param>
/// <param name="Measures">What to compute; 1 to 16.</param>
public sealed record TypedQuery(
    string Dataset, Predicate? Filter, IReadOnlyList<string> GroupBy, IReadOnlyList<Measure> Measures)
{
    /// <summary>How columns of <see cref="GroupBy"/> are cut into bins; at most one entry a column.</summary>
    public IReadOnlyList<Bins> Bins { get; init; } = [];

    /// <summary>How quantiles are answered; says nothing where none is asked.</summary>
    public QuantileForm QuantileForm { get; init; } = QuantileForm.Selected;
}
