namespace Federation.Answers;

/// <summary>The law of N, the whole number next to S / 255, S = Σ wᵢnᵢ with discrete Gaussian nᵢ.</summary>
/// <remarks>
/// N = (S − r) / 255, r being the remainder of S in [−127, 127]. A function of the remainder is a finite Fourier sum,
/// so E cos(θN) = Σⱼ sin(aⱼ · 255) / (255 · sin aⱼ) · Π φᵢ(2wᵢaⱼ) over j = 0 … 254, aⱼ = (θ + 2πj) / 510: exact.
/// Proof: docs/proofs/refinement.md.
/// </remarks>
internal static class RefinedLaw
{
    private const double ProbeDeviations = 0.02;

    /// <summary>E[cos(θN)].</summary>
    public static double Characteristic(IReadOnlyList<NoiseTerm> terms, double angle)
    {
        var sum = 0.0;
        for (var alias = 0; alias < Refinement.WeightsTotal; alias++)
        {
            var half = (angle + (2 * Math.PI * alias)) / (2 * Refinement.WeightsTotal);
            var product = Kernel(half);
            for (var index = 0; index < terms.Count && product != 0; index++)
            {
                product *= GaussianLaw.Characteristic(terms[index].Scale, 2 * terms[index].Weight * half);
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>The variance, −φ''(0), from two differences of φ whose errors cancel to the fourth order.</summary>
    public static double Variance(IReadOnlyList<NoiseTerm> terms)
    {
        var rough = (1.0 / 12) + terms.Sum(term => term.Share * term.Share * GaussianLaw.Variance(term.Scale));
        var step = ProbeDeviations / Math.Sqrt(rough);
        return ((4 * Difference(step)) - Difference(2 * step)) / 3;

        double Difference(double probe) => 2 * (1 - Characteristic(terms, probe)) / (probe * probe);
    }

    /// <summary>The mean of cos(2ra) over the remainders r, which is what rounding multiplies with.</summary>
    private static double Kernel(double half)
    {
        var sine = Math.Sin(half);
        return Math.Abs(sine) < 1e-12
            ? 1 : Math.Sin(Refinement.WeightsTotal * half) / (Refinement.WeightsTotal * sine);
    }
}
