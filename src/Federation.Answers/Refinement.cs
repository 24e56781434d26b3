using System.Numerics;

namespace Federation.Answers;

/// <summary>Puts several answers to one question together, each with Gaussian noise of its own: the weights that give
/// the smallest variance, and the combined integers. Pure post-processing.</summary>
/// <remarks>
/// The weights are inverse to the variances (DProvDB, VLDB 2023), as whole numbers that add up to 255. The combination
/// is rounded to a whole number; as the total is odd there are no ties, so the noise stays symmetric. With x the exact
/// integer and nᵢ the noises, Σ wᵢ(x + nᵢ) / 255 is x + Σ wᵢnᵢ / 255, so rounding acts on the noise alone. Its law:
/// docs/proofs/refinement.md.
/// </remarks>
public static class Refinement
{
    /// <summary>What the weights of a combination add up to.</summary>
    public const int WeightsTotal = 255;

    /// <summary>The most answers that one combines.</summary>
    public const int TermsMax = 16;

    /// <summary>The noise of the combination of answers with these noises.</summary>
    /// <param name="noises">2 to <see cref="TermsMax"/>, all discrete Gaussian, in the order of the answers.</param>
    /// <exception cref="ArgumentException">They are too few, too many, or of another kind.</exception>
    public static NoiseDistribution NoiseOf(IReadOnlyList<NoiseDistribution> noises)
    {
        ArgumentNullException.ThrowIfNull(noises);
        if (noises.Count is < 2 or > TermsMax || noises.Any(noise => noise.Kind != NoiseKind.DiscreteGaussian))
        {
            throw new ArgumentException("Combine 2 to 16 answers with discrete Gaussian noise.", nameof(noises));
        }

        var weights = WeightsOf(noises);
        return NoiseDistribution.Refined(
            [.. noises.Zip(weights, (noise, weight) =>
                new NoiseTerm(noise.ScaleNumerator, noise.ScaleDenominator, weight))]);
    }

    /// <summary>The combined integer.</summary>
    /// <param name="noise">What <see cref="NoiseOf"/> gave.</param>
    /// <param name="values">The integer of each answer, in the order of the noise's terms.</param>
    /// <exception cref="ArgumentException">There are not as many as terms.</exception>
    public static long Combine(NoiseDistribution noise, ReadOnlySpan<long> values)
    {
        ArgumentNullException.ThrowIfNull(noise);
        if (values.Length != noise.Terms.Count)
        {
            throw new ArgumentException("Give one integer a term.", nameof(values));
        }

        Int128 sum = 0;
        for (var index = 0; index < values.Length; index++)
        {
            sum += (Int128)noise.Terms[index].Weight * values[index];
        }

        var half = sum < 0 ? -(WeightsTotal / 2) : WeightsTotal / 2;
        return long.CreateSaturating((sum + half) / WeightsTotal);
    }

    /// <summary>Shares of 255 by precision, in exact numbers: the largest remainders get what rounding leaves, and each
    /// at least 1.</summary>
    private static int[] WeightsOf(IReadOnlyList<NoiseDistribution> noises)
    {
        var common = noises.Aggregate(BigInteger.One, (product, noise) => product * Square(noise.ScaleNumerator));
        BigInteger[] precisions =
            [.. noises.Select(noise => common / Square(noise.ScaleNumerator) * Square(noise.ScaleDenominator))];
        var total = precisions.Aggregate(BigInteger.Zero, (sum, one) => sum + one);
        int[] weights = [.. precisions.Select(one => Math.Max(1, (int)(one * WeightsTotal / total)))];
        var byRemainder = Enumerable.Range(0, weights.Length)
            .OrderByDescending(index => (precisions[index] * WeightsTotal) - (weights[index] * total));
        foreach (var index in byRemainder.Take(Math.Max(0, WeightsTotal - weights.Sum())).ToArray())
        {
            weights[index]++;
        }

        while (weights.Sum() > WeightsTotal)
        {
            weights[Array.IndexOf(weights, weights.Max())]--;
        }

        return weights;

        static BigInteger Square(long number) => (BigInteger)number * number;
    }
}
