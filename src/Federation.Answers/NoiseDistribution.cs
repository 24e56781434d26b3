namespace Federation.Answers;

/// <summary>Which noise a published integer carries.</summary>
public enum NoiseKind
{
    /// <summary>Discrete Laplace: probability proportional to exp(−|x| / scale), over the whole numbers.</summary>
    DiscreteLaplace,
}

/// <summary>The public distribution of the noise of one published integer. Its mean is zero.</summary>
/// <param name="Kind">Which distribution.</param>
/// <param name="ScaleNumerator">t of the scale t / s, in the integer's own unit; at least 1.</param>
/// <param name="ScaleDenominator">s of the scale t / s; at least 1.</param>
public sealed record NoiseDistribution(NoiseKind Kind, long ScaleNumerator, long ScaleDenominator)
{
    /// <summary>t of the scale t / s; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long ScaleNumerator { get; } = AtLeastOne(ScaleNumerator);

    /// <summary>s of the scale t / s; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long ScaleDenominator { get; } = AtLeastOne(ScaleDenominator);

    /// <summary>The scale as a number to show and to compute error bars with; never used to make noise.</summary>
    public double Scale => (double)ScaleNumerator / ScaleDenominator;

    /// <summary>The variance, for error bars: 2a / (1 − a)² with a = exp(−1 / scale).</summary>
    public double Variance
    {
        get
        {
            var half = Math.Sinh(0.5 / Scale);
            return 0.5 / (half * half);
        }
    }

    private static long AtLeastOne(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }
}
