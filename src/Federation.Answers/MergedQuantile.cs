namespace Federation.Answers;

/// <summary>What the answers tell of quantiles of a column: one pick of one silo, or trees of several, added
/// up.</summary>
/// <param name="Kind">A pick or a tree.</param>
/// <param name="Column">The bounded column.</param>
/// <param name="Grid">Its grid, the same in every silo.</param>
/// <param name="Quantile">Which quantile was picked; null for trees.</param>
/// <param name="LevelSteps">How many grid cells a node of each level is wide; none for picks.</param>
/// <param name="Noises">The noise of each integer, one a silo.</param>
public sealed record MergedQuantile(
    AnswerKind Kind, string Column, Grid Grid, decimal? Quantile, IReadOnlyList<long> LevelSteps,
    IReadOnlyList<NoiseDistribution> Noises);
