using System.Numerics;
using Federation.Answers;
using Federation.Privacy.Accounting;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Plans;

/// <summary>Shares a loss among parts and picks the noise that errs less: discrete Laplace or discrete
/// Gaussian.</summary>
/// <remarks>
/// <para>Laplace: part i gets εᵢ, ε shared evenly, and the scale Δ₁ / εᵢ; its cost is (εᵢ, εᵢ · tanh(εᵢ / 2), 0), and
/// the costs add up. Gaussian: the largest ρ that zCDP turns into (ε, δ) is shared evenly, and part i gets
/// σ² ≥ Δ₂² / (2ρᵢ); its cost is (∞, Δ₂² / (2σ²), 0). Each of both is a function of public numbers alone, and so is the
/// choice.</para>
/// <para>The one whose variances have the smaller product over all parts is picked: with 2 · scale² for Laplace and σ²
/// for Gaussian noise, bounds that are sharp where it matters. In exact whole numbers. At (1, 10⁻⁶) Laplace wins for up
/// to ten parts. Proof: docs/proofs/noise-choice.md.</para>
/// </remarks>
internal static class NoiseChoice
{
    private const int PrecisionBits = 20;

    /// <summary>The noise and the cost of each part; null where a scale cannot be written.</summary>
    /// <param name="parts">At least 1, at most as many as ε has millionths.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="deltaFemtos">δ; 0 leaves Laplace only.</param>
    public static IReadOnlyList<PartNoise>? Of(IReadOnlyList<PlanPart> parts, Epsilon epsilon, long deltaFemtos)
    {
        var laplace = All(parts, Shares(epsilon.Micros, parts.Count), Laplace);
        var rhoMicros = deltaFemtos == 0 ? 0 : ZcdpConversion.RhoMicros(epsilon.Micros, deltaFemtos);
        if (rhoMicros < parts.Count || All(parts, Shares(rhoMicros, parts.Count), Gaussian) is not { } gaussian)
        {
            return laplace;
        }

        return laplace is null || IsNearer(gaussian, laplace) ? gaussian : laplace;
    }

    /// <summary>Gaussian noise within a ρ, shared evenly; null where it is too little or a scale cannot be
    /// written.</summary>
    public static IReadOnlyList<PartNoise>? Within(IReadOnlyList<PlanPart> parts, long rhoMicros) =>
        rhoMicros < parts.Count ? null : All(parts, Shares(rhoMicros, parts.Count), Gaussian);

    private static PartNoise? Laplace(PlanPart part, long epsilonMicros)
    {
        if (part.Fraction is not null)
        {
            return QuantilePlanner.PickNoise(part, epsilonMicros);
        }

        var scale = part.Sensitivity * Epsilon.MicrosPerNat;
        return scale >= Planner.ExactSumMax
            ? null : new PartNoise(Noise(NoiseKind.DiscreteLaplace, (long)scale, epsilonMicros),
                PrivacyCost.OfPure(new Epsilon(epsilonMicros)));
    }

    /// <summary>The smallest σ = t / 2ʲ with σ² ≥ Δ₂² / (2ρ), t of about 20 bits or more.</summary>
    private static PartNoise? Gaussian(PlanPart part, long rhoMicros)
    {
        if (part.Fraction is not null)
        {
            return PickWithin(part, rhoMicros);
        }

        var numerator = part.SquareOfSensitivity * Epsilon.MicrosPerNat;
        var denominator = (BigInteger)2 * rhoMicros;
        var bits = Math.Max(0, PrecisionBits - (int)((numerator / denominator).GetBitLength() / 2));
        var square = ((numerator << (2 * bits)) + denominator - 1) / denominator;
        var root = WholeRoot.Of(square - 1) + 1; // ⌈√square⌉, as square is at least 1.
        return root >= Planner.ExactSumMax
            ? null : new PartNoise(Noise(NoiseKind.DiscreteGaussian, (long)root, 1L << bits), PrivacyCost.OfGaussian(
                new Ratio(part.SquareOfSensitivity, 1), new Ratio(root * root, BigInteger.One << (2 * bits))));
    }

    /// <summary>A pick has no Gaussian form: it gets the largest ε whose ρ is within the share.</summary>
    private static PartNoise? PickWithin(PlanPart part, long rhoMicros)
    {
        PartNoise? best = null;
        var (low, high) = (1L, Epsilon.MicrosMax);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var noise = QuantilePlanner.PickNoise(part, middle);
            if (noise is { } one && one.Cost.RhoMicros > rhoMicros)
            {
                high = middle - 1;
            }
            else
            {
                (best, low) = (noise ?? best, middle + 1);
            }
        }

        return best;
    }

    private static bool IsNearer(IEnumerable<PartNoise> gaussian, IEnumerable<PartNoise> laplace)
    {
        var (left, right) = (BigInteger.One, BigInteger.One);
        foreach (var (one, other) in gaussian.Zip(laplace))
        {
            left *= BigInteger.Pow((BigInteger)one.Noise.ScaleNumerator * other.Noise.ScaleDenominator, 2);
            right *= BigInteger.Pow((BigInteger)other.Noise.ScaleNumerator * one.Noise.ScaleDenominator, 2)
                * (one.Noise.Kind == NoiseKind.DiscreteGaussian ? 2 : 1); // A pick has the same noise in both.
        }

        return left < right;
    }

    private static List<PartNoise>? All(
        IReadOnlyList<PlanPart> parts, IEnumerable<long> shares, Func<PlanPart, long, PartNoise?> noiseOf)
    {
        var noises = new List<PartNoise>();
        foreach (var (part, share) in parts.Zip(shares))
        {
            if (noiseOf(part, share) is not { } noise)
            {
                return null;
            }

            noises.Add(noise);
        }

        return noises;
    }

    /// <summary>A whole number in even shares that differ by at most 1, the larger ones first.</summary>
    private static IEnumerable<long> Shares(long whole, int count) =>
        Enumerable.Range(0, count).Select(index => (whole / count) + (index < whole % count ? 1 : 0));

    internal static NoiseDistribution Noise(NoiseKind kind, long numerator, long denominator)
    {
        var divisor = (long)BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new NoiseDistribution(kind, numerator / divisor, denominator / divisor);
    }
}
