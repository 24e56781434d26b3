namespace Federation.Answers;

/// <summary>The numbers of several silos, added up: noisy integers add, and so do their noises' variances.</summary>
/// <param name="Silos">The silos within.</param>
/// <param name="GroupColumns">The columns of the groups, in the order of the keys.</param>
/// <param name="Rows">The noise of the count of rows; null where rows were not counted.</param>
/// <param name="Units">The noise of the count of privacy units; null where units were not counted.</param>
/// <param name="Moments">The bounded columns and the noises of their parts.</param>
/// <param name="Cells">The groups.</param>
public sealed record MergedTable(
    IReadOnlyList<string> Silos,
    IReadOnlyList<string> GroupColumns,
    MergedCount? Rows,
    MergedCount? Units,
    IReadOnlyList<MergedMoments> Moments,
    IReadOnlyList<MergedCell> Cells)
{
    /// <summary>What is told of quantiles.</summary>
    public IReadOnlyList<MergedQuantile> Quantiles { get; init; } = [];

    /// <summary>The columns whose distinct values were counted. A value of two silos is counted in both.</summary>
    public IReadOnlyList<MergedDistinct> Distinct { get; init; } = [];
}

/// <summary>A count of the distinct values of a column.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Noise">The noises of the sum over silos.</param>
public sealed record MergedDistinct(string Column, NoiseSum Noise);

/// <summary>The noise of a count. A silo counts rows directly, or by its first moments, whose parts add up to K or K² a
/// row.</summary>
/// <param name="Noise">The noises of the sum over silos, weighted.</param>
public sealed record MergedCount(NoiseSum Noise);

/// <summary>A bounded column, and the independent noises of the parts of its pair or triple.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Grid">Its grid, the same in every silo.</param>
/// <param name="Noises">Of each part, from low to high, one noise a silo.</param>
public sealed record MergedMoments(
    string Column, Grid Grid, IReadOnlyList<IReadOnlyList<NoiseDistribution>> Noises)
{
    /// <summary>1 for a pair, 2 for a triple.</summary>
    public int Degree => Noises.Count - 1;

    /// <summary>What the parts of one row add up to: K or K².</summary>
    internal double RowTotal => Degree == 1 ? Grid.StepsCount : (double)Grid.StepsCount * Grid.StepsCount;

    /// <summary>The sum of the noises, each part with its weight.</summary>
    internal NoiseSum Weighted(params ReadOnlySpan<double> weights)
    {
        var terms = new List<WeightedNoise>();
        for (var part = 0; part < Noises.Count; part++)
        {
            foreach (var noise in Noises[part])
            {
                terms.Add(new WeightedNoise(noise, weights[part]));
            }
        }

        return new NoiseSum(terms);
    }
}

/// <summary>One group.</summary>
/// <param name="Key">The value of each group column, as invariant text.</param>
/// <param name="Rows">The noisy count of rows; 0 where they were not counted.</param>
/// <param name="Units">The noisy count of units; 0 where they were not counted.</param>
/// <param name="Moments">Of each bounded column, its parts with noise, from low to high.</param>
public sealed record MergedCell(
    IReadOnlyList<string> Key, decimal Rows, Int128 Units, IReadOnlyList<IReadOnlyList<Int128>> Moments)
{
    /// <summary>The integers of each of the table's quantiles, added up.</summary>
    public IReadOnlyList<IReadOnlyList<Int128>> Quantiles { get; init; } = [];

    /// <summary>Of each column whose distinct values were counted, the noisy count.</summary>
    public IReadOnlyList<Int128> Distinct { get; init; } = [];
}
