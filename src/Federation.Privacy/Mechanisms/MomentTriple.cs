namespace Federation.Privacy.Mechanisms;

/// <summary>Three sums over the grid indices k in [0, K] of some rows, from which count, sum, mean and variance
/// follow.</summary>
/// <remarks>
/// <para>Guarantee: (K − k)² + 2k (K − k) + k² = K² for every row, so one row moves the three together by exactly K² in
/// L1, and by at most K² in L2.</para>
/// <para>Units: squares of grid steps.</para>
/// <para>Proof: docs/proofs/moment-triple.md.</para>
/// </remarks>
/// <param name="Low">Σ (K − k)².</param>
/// <param name="Middle">Σ 2k (K − k).</param>
/// <param name="High">Σ k².</param>
public readonly record struct MomentTriple(Int128 Low, Int128 Middle, Int128 High)
{
    /// <summary>What one row adds.</summary>
    /// <param name="index">k, the row's index on the grid, from 0 to K.</param>
    /// <param name="steps">K, the number of steps of the grid; 1 to 2³¹.</param>
    public static MomentTriple OfRow(long index, long steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, steps);
        Int128 rest = steps - index;
        return new MomentTriple(rest * rest, 2 * rest * index, (Int128)index * index);
    }

    /// <summary>How far the three sums together move in L1 when one privacy unit comes or goes.</summary>
    /// <param name="steps">K, the number of steps of the grid.</param>
    /// <param name="recordsPerUnit">How many rows a unit has at most.</param>
    public static Int128 Sensitivity(long steps, long recordsPerUnit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(recordsPerUnit);
        return checked((Int128)steps * steps * recordsPerUnit);
    }

    /// <summary>Adds two triples of one grid, such as those of two silos.</summary>
    public static MomentTriple operator +(MomentTriple left, MomentTriple right) => Add(left, right);

    /// <summary>Adds two triples of one grid, such as those of two silos.</summary>
    public static MomentTriple Add(MomentTriple left, MomentTriple right) =>
        new(left.Low + right.Low, left.Middle + right.Middle, left.High + right.High);

    /// <summary>The number of rows: the three sums over K². Linear, so noise without bias leaves it without
    /// bias.</summary>
    /// <param name="steps">K.</param>
    public double Count(long steps) => ((double)Low + (double)Middle + (double)High) / ((double)steps * steps);

    /// <summary>Σ k, in grid steps: (Middle / 2 + High) / K.</summary>
    /// <param name="steps">K.</param>
    public double Sum(long steps) => (((double)Middle / 2) + (double)High) / steps;

    /// <summary>The mean of k, in grid steps, held to [0, K]; null where noise leaves no rows.</summary>
    /// <param name="steps">K.</param>
    public double? Mean(long steps) => Count(steps) is > 0 and var count
        ? Math.Clamp(Sum(steps) / count, 0, steps)
        : null;

    /// <summary>The variance of k among the rows, in squares of grid steps, held to what a mean in [0, K] allows; null
    /// where noise leaves no rows.</summary>
    /// <param name="steps">K.</param>
    public double? Variance(long steps) => Mean(steps) is { } mean
        ? Math.Clamp(((double)High / Count(steps)) - (mean * mean), 0, mean * (steps - mean))
        : null;
}
