namespace Federation.Answers;

/// <summary>The noise of published integers inside a linear combination.</summary>
/// <param name="Noise">The distribution of the noise of each integer.</param>
/// <param name="Weight">What each integer is multiplied with.</param>
/// <param name="Count">How many such integers there are, each with a noise of its own; at least 1.</param>
public readonly record struct WeightedNoise(NoiseDistribution Noise, double Weight, int Count = 1)
{
    /// <summary>The variance of the weighted noise.</summary>
    public double Variance => Count * Weight * Weight * Noise.Variance;
}
