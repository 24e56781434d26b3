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

    /// <summary>Of several answers to one question put together: the weighted sum of their discrete Gaussian noises,
    /// rounded to a whole number (<see cref="Refinement"/>).</summary>
    RefinedGaussian,
}

/// <summary>The public distribution of the noise of one published integer. Its mean is zero.</summary>
/// <param name="Kind">Which distribution.</param>
/// <param name="ScaleNumerator">t of the scale t / s, in the integer's own unit; at least 1.</param>
/// <param name="ScaleDenominator">s of the scale t / s; at least 1.</param>
public sealed record NoiseDistribution(NoiseKind Kind, long ScaleNumerator, long ScaleDenominator)
{
    private const double MicrosPerUnit = 1_000_000;

    /// <summary>t of the scale t / s; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long ScaleNumerator { get; } = AtLeastOne(ScaleNumerator);

    /// <summary>s of the scale t / s; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public long ScaleDenominator { get; } = AtLeastOne(ScaleDenominator);

    /// <summary>The noises that refined noise combines, in the order of the answers; none for all else.</summary>
    public IReadOnlyList<NoiseTerm> Terms { get; private init; } = [];

    /// <summary>The scale as a number to show and to compute error bars with; never used to make noise. Of discrete
    /// Gaussian noise it is σ.</summary>
    public double Scale => (double)ScaleNumerator / ScaleDenominator;

    /// <summary>The variance, for error bars: of discrete Laplace 2a / (1 − a)² with a = exp(−1 / scale), of discrete
    /// Gaussian σ² or, where σ is small, a little less.</summary>
    public double Variance { get; private init; } = VarianceOf(Kind, (double)ScaleNumerator / ScaleDenominator);

    /// <summary>How much further than the continuous noise of its law the noise strays at most.</summary>
    internal double Slack => Terms.Count == 0 ? 0.5 : 1;

    /// <summary>The noise of a combination of answers; its scale is the deviation, rounded up to a millionth.</summary>
    /// <param name="terms">2 to <see cref="Refinement.TermsMax"/>, whose weights are at least 1 and add up to
    /// <see cref="Refinement.WeightsTotal"/>.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static NoiseDistribution Refined(IReadOnlyList<NoiseTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Count is < 2 or > Refinement.TermsMax
            || terms.Any(term => term is not { ScaleNumerator: >= 1, ScaleDenominator: >= 1, Weight: >= 1 })
            || terms.Sum(term => (long)term.Weight) != Refinement.WeightsTotal)
        {
            throw new ArgumentException("Combine 2 to 16 noises whose weights add up to 255.", nameof(terms));
        }

        var variance = RefinedLaw.Variance(terms);
        var micros = (long)Math.Clamp(Math.Ceiling(Math.Sqrt(variance) * MicrosPerUnit), 1, long.MaxValue / 2);
        return new NoiseDistribution(NoiseKind.RefinedGaussian, micros, (long)MicrosPerUnit)
        {
            Terms = [.. terms],
            Variance = variance,
        };
    }

    /// <summary>Equal where kind, scale and terms are.</summary>
    public bool Equals(NoiseDistribution? other) => other is not null
        && (Kind, ScaleNumerator, ScaleDenominator) == (other.Kind, other.ScaleNumerator, other.ScaleDenominator)
        && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, ScaleNumerator, ScaleDenominator);

    /// <summary>E[cos(θZ)], which is all of the law of a symmetric integer.</summary>
    internal double Characteristic(double angle)
    {
        if (Kind == NoiseKind.RefinedGaussian)
        {
            return RefinedLaw.Characteristic(Terms, angle);
        }

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
        var deviation = Kind == NoiseKind.RefinedGaussian
            ? Math.Sqrt(Terms.Sum(term => term.Share * term.Share * term.Scale * term.Scale)) : Scale;
        var square = deviation * angle * deviation * angle;
        return Kind == NoiseKind.DiscreteLaplace ? 1 / (1 + square) : Math.Exp(-square / 2);
    }

    private static double VarianceOf(NoiseKind kind, double scale) => kind switch
    {
        NoiseKind.DiscreteLaplace => LaplaceVariance(scale),
        NoiseKind.DiscreteGaussian => GaussianLaw.Variance(scale),
        NoiseKind.RefinedGaussian => scale * scale, // Replaced by that of its terms.
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
