namespace Federation.Answers;

/// <summary>The numbers of several silos, added up: noisy integers add, and so do their noises' variances.</summary>
/// <param name="Silos">The silos within.</param>
/// <param name="GroupColumns">The columns of the groups, in the order of the keys.</param>
/// <param name="Rows">The noise of the count of rows.</param>
/// <param name="Pairs">The bounded columns and the noises of their halves.</param>
/// <param name="Cells">The groups.</param>
public sealed record MergedTable(
    IReadOnlyList<string> Silos,
    IReadOnlyList<string> GroupColumns,
    MergedRows Rows,
    IReadOnlyList<MergedPair> Pairs,
    IReadOnlyList<MergedCell> Cells);

/// <summary>The noise of the count of rows: a silo counts them directly, or by its first pair as (A + B) / K.</summary>
/// <param name="Noise">The noises of the sum over silos, weighted.</param>
public sealed record MergedRows(NoiseSum Noise);

/// <summary>A bounded column, and the independent noises of both halves of its pair, one a silo each.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Grid">Its grid, the same in every silo.</param>
/// <param name="LowNoises">The noises in Σ(K − k).</param>
/// <param name="HighNoises">The noises in Σk.</param>
public sealed record MergedPair(
    string Column, Grid Grid, IReadOnlyList<NoiseDistribution> LowNoises, IReadOnlyList<NoiseDistribution> HighNoises);

/// <summary>One group.</summary>
/// <param name="Key">The value of each group column, as invariant text.</param>
/// <param name="Rows">The noisy count of rows.</param>
/// <param name="Lows">Σ(K − k) with noise, one a pair.</param>
/// <param name="Highs">Σk with noise, one a pair.</param>
public sealed record MergedCell(
    IReadOnlyList<string> Key, decimal Rows, IReadOnlyList<Int128> Lows, IReadOnlyList<Int128> Highs);
