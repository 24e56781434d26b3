namespace Federation.Answers;

/// <summary>The noise of one published integer inside a linear combination.</summary>
/// <param name="Noise">The distribution of the integer's noise.</param>
/// <param name="Weight">What the integer is multiplied with.</param>
public readonly record struct WeightedNoise(NoiseDistribution Noise, double Weight)
{
    /// <summary>The variance of the weighted noise.</summary>
    public double Variance => Weight * Weight * Noise.Variance;
}
