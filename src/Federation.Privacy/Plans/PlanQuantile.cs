using Federation.Answers;

namespace Federation.Privacy.Plans;

/// <summary>What an answer tells of the quantiles of a column, from the exact counts of its grid cells.</summary>
/// <param name="Column">The bounded column.</param>
/// <param name="Noise">The noise of its integers, or of the scores by which a cell is picked.</param>
/// <param name="Cost">The loss of all of it.</param>
public abstract record PlanQuantile(string Column, NoiseDistribution Noise, PrivacyCost Cost)
{
    /// <summary>How many integers a cell of the answer gets.</summary>
    public abstract int ValuesCount { get; }
}

/// <summary>One quantile, picked by permute-and-flip, between two guards picked likewise: for one silo alone.</summary>
/// <param name="Column">The bounded column.</param>
/// <param name="Fraction">Which quantile.</param>
/// <param name="Noise">The noise of the scores of the pick itself.</param>
/// <param name="Cost">The loss of the pick and its guards.</param>
/// <param name="PickEpsilonMicros">What of it is the pick's.</param>
/// <param name="GuardEpsilonMicros">What of it is each guard's.</param>
public sealed record SelectedQuantile(
    string Column, Fraction Fraction, NoiseDistribution Noise, PrivacyCost Cost, long PickEpsilonMicros,
    long GuardEpsilonMicros) : PlanQuantile(Column, Noise, Cost)
{
    /// <summary>The grid index of the pick, of the lower and of the upper guard.</summary>
    public override int ValuesCount => 3;
}

/// <summary>A noisy tree of counts over the grid, from which any quantile is read and which adds up over
/// silos.</summary>
/// <param name="Column">The bounded column.</param>
/// <param name="LevelSteps">How many grid cells a node of each level is wide, from the top; the last is 1.</param>
/// <param name="ValuesCount">How many nodes there are, level after level.</param>
/// <param name="Noise">The noise of each node.</param>
/// <param name="Cost">The loss of the tree.</param>
public sealed record QuantileTree(
    string Column, IReadOnlyList<long> LevelSteps, int ValuesCount, NoiseDistribution Noise, PrivacyCost Cost)
    : PlanQuantile(Column, Noise, Cost)
{
    /// <inheritdoc/>
    public override int ValuesCount { get; } = ValuesCount;
}
