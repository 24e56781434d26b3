namespace Federation.Answers;

/// <summary>What a published integer sums over the rows of a cell. K is the number of grid steps, k a row's
/// index.</summary>
public enum AnswerKind
{
    /// <summary>1 for each row.</summary>
    Rows,

    /// <summary>K − k for each row that counts in the column.</summary>
    PairLow,

    /// <summary>k for each row that counts in the column.</summary>
    PairHigh,

    /// <summary>(K − k)² for each row that counts in the column.</summary>
    TripleLow,

    /// <summary>2k(K − k) for each row that counts in the column.</summary>
    TripleMiddle,

    /// <summary>k² for each row that counts in the column.</summary>
    TripleHigh,

    /// <summary>1 for each privacy unit that has a row.</summary>
    Units,

    /// <summary>The grid index of a picked quantile, of its lower and of its upper guard.</summary>
    Quantile,

    /// <summary>The nodes of a tree of counts over the grid, level after level.</summary>
    QuantileTree,

    /// <summary>1 for each value of the column that a row holds.</summary>
    Distinct,
}

/// <summary>The declared grid of a bounded column: index k stands for Lower + k · Step.</summary>
/// <param name="Lower">The lower bound, in the column's unit.</param>
/// <param name="Step">The width of one step, above 0.</param>
/// <param name="StepsCount">K: how many steps lie between the bounds; at least 1.</param>
public sealed record Grid(decimal Lower, decimal Step, long StepsCount)
{
    /// <summary>The upper bound, in the column's unit.</summary>
    public decimal Upper => Lower + (Step * StepsCount);
}

/// <summary>What one integer of every cell is, and the noise it carries.</summary>
/// <param name="Kind">What it sums.</param>
/// <param name="Column">The bounded column; null for rows and units.</param>
/// <param name="Grid">The column's grid; null for rows and units.</param>
/// <param name="Noise">Its noise.</param>
public sealed record AnswerComponent(AnswerKind Kind, string? Column, Grid? Grid, NoiseDistribution Noise)
{
    /// <summary>How many integers of a cell it takes; at least 1.</summary>
    public int ValuesCount { get; init; } = 1;

    /// <summary>Which quantile was picked; null for all else.</summary>
    public decimal? Quantile { get; init; }

    /// <summary>How many grid cells a node of each level of a tree is wide, from the top; none for all else.</summary>
    public IReadOnlyList<long> LevelSteps { get; init; } = [];

    /// <summary>Equal where all of it is: levels by their steps.</summary>
    public bool Equals(AnswerComponent? other) => other is not null
        && (Kind, Column, Grid, Noise) == (other.Kind, other.Column, other.Grid, other.Noise)
        && (ValuesCount, Quantile) == (other.ValuesCount, other.Quantile)
        && LevelSteps.SequenceEqual(other.LevelSteps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Column, Grid, Noise, ValuesCount, Quantile);

    /// <summary>Whether it tells of quantiles.</summary>
    internal bool IsOfQuantiles => Kind is AnswerKind.Quantile or AnswerKind.QuantileTree;
}

/// <summary>One group and its noisy integers.</summary>
/// <param name="Key">The value of each group column, as invariant text.</param>
/// <param name="Values">The integers of each component, in order; most have one. Can be negative.</param>
public sealed record NoisyCell(IReadOnlyList<string> Key, IReadOnlyList<long> Values);

/// <summary>What one silo published.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="GroupColumns">The columns of the groups, in the order of the keys.</param>
/// <param name="Components">What the integers of a cell are.</param>
/// <param name="Cells">The groups; one with an empty key where nothing was grouped; none where none was chosen.</param>
public sealed record SiloTable(
    string Silo,
    IReadOnlyList<string> GroupColumns,
    IReadOnlyList<AnswerComponent> Components,
    IReadOnlyList<NoisyCell> Cells)
{
    /// <summary>How the groups were chosen; null where every group is answered.</summary>
    public ChosenGroups? Chosen { get; init; }
}
