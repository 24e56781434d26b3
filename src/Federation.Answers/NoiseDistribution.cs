namespace Federation.Answers;

/// <summary>Which noise a published integer carries.</summary>
public enum NoiseKind
{
    /// <summary>Discrete Laplace: probability proportional to exp(−|x| / scale), over the whole numbers.</summary>
    DiscreteLaplace,

    /// <summary>Discrete Gaussian: probability proportional to exp(−x² / (2 · scale²)), over the whole
    /// numbers.</summary>
    DiscreteGaussian,

    /// <summary>One-sided geometric: P(Z ≥ z) = exp(−z / scale). Noise of scores by which a cell is picked; it is never
    /// added to a published integer.</summary>
    OneSidedGeometric,
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

    /// <summary>The scale as a number to show and to compute error bars with; never used to make noise. Of discrete
    /// Gaussian noise it is σ.</summary>
    public double Scale => (double)ScaleNumerator / ScaleDenominator;

    /// <summary>The variance, for error bars: of discrete Laplace 2a / (1 − a)² with a = exp(−1 / scale), of discrete
    /// Gaussian σ² or, where σ is small, a little less.</summary>
    public double Variance { get; } = VarianceOf(Kind, (double)ScaleNumerator / ScaleDenominator);

    /// <summary>E[cos(θZ)], which is all of the law of a symmetric integer.</summary>
    internal double Characteristic(double angle)
    {
        if (Kind != NoiseKind.DiscreteLaplace)
        {
            return GaussianLaw.Characteristic(Scale, angle);
        }

        var half = Math.Sin(angle / 2);
        return 1 / (1 + (2 * Variance * half * half));
    }

    /// <summary>The same of the continuous noise of this scale.</summary>
    internal double ContinuousCharacteristic(double angle)
    {
        var square = Scale * angle * Scale * angle;
        return Kind == NoiseKind.DiscreteLaplace ? 1 / (1 + square) : Math.Exp(-square / 2);
    }

    private static double VarianceOf(NoiseKind kind, double scale) => kind switch
    {
        NoiseKind.DiscreteLaplace => LaplaceVariance(scale),
        NoiseKind.DiscreteGaussian => GaussianLaw.Variance(scale),
        _ => LaplaceVariance(scale) / 2, // One side of it.
    };

    private static double LaplaceVariance(double scale)
    {
        var half = Math.Sinh(0.5 / scale);
        return 0.5 / (half * half);
    }

    private static long AtLeastOne(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }
}
