namespace Federation.Privacy.Schemas;

/// <summary>The bounds of a numeric column and the grid between them: index k stands for Lower + k · Step.</summary>
/// <param name="Lower">The lower bound, in the column's unit.</param>
/// <param name="Upper">The upper bound, above the lower.</param>
/// <param name="Step">The width of one grid step, above 0.</param>
public sealed record NumericBounds(decimal Lower, decimal Upper, decimal Step)
{
    /// <summary>The most steps that a grid can have.</summary>
    public const long StepsMax = 1L << 31;

    /// <summary>K: how many steps lie between the bounds; 0 where the bounds are no valid grid.</summary>
    public long StepsCount { get; } = CountSteps(Lower, Upper, Step);

    /// <summary>Whether Step divides Upper − Lower exactly, into 1 to <see cref="StepsMax"/> steps.</summary>
    public bool IsValid => StepsCount > 0;

    /// <summary>The grid index at or below a constant, and whether the constant is exactly on it. Unclamped.</summary>
    /// <remarks>Exact: the quotient is taken apart by remainder, never rounded. Far constants are held to [−1,
    /// K].</remarks>
    internal (long Index, bool IsExact) IndexBelow(decimal constant)
    {
        if (constant < Lower)
        {
            return (-1, false);
        }

        if (constant > Upper)
        {
            return (StepsCount, false);
        }

        var distance = constant - Lower;
        var remainder = distance % Step;
        return ((long)((distance - remainder) / Step), remainder == 0);
    }

    private static long CountSteps(decimal lower, decimal upper, decimal step)
    {
        if (step <= 0 || upper <= lower || lower < -Limit || upper > Limit || step.Scale > 12 || lower.Scale > 12)
        {
            return 0;
        }

        var width = upper - lower;
        return width % step != 0 || width / step > StepsMax ? 0 : (long)(width / step);
    }

    /// <summary>Bounds are held to this size and to 12 decimals, so that decimal arithmetic on them is exact.</summary>
    private const decimal Limit = 1_000_000_000_000m;
}
