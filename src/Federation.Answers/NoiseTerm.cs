namespace Federation.Answers;

/// <summary>The discrete Gaussian noise of one of the answers that a refined integer combines.</summary>
/// <param name="ScaleNumerator">t of σ = t / s, in the integer's own unit; at least 1.</param>
/// <param name="ScaleDenominator">s of σ = t / s; at least 1.</param>
/// <param name="Weight">Its weight in the combination, of <see cref="Refinement.WeightsTotal"/>; at least 1.</param>
public readonly record struct NoiseTerm(long ScaleNumerator, long ScaleDenominator, int Weight)
{
    /// <summary>σ, to compute error bars with.</summary>
    internal double Scale => (double)ScaleNumerator / ScaleDenominator;

    /// <summary>The weight as a share.</summary>
    internal double Share => (double)Weight / Refinement.WeightsTotal;
}
