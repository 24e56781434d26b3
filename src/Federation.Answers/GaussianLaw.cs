namespace Federation.Answers;

/// <summary>The discrete Gaussian as a law to compute with: weights exp(−x² / (2σ²)) over the whole numbers.</summary>
/// <remarks>
/// By the Poisson summation formula its characteristic function is a row of Gaussian bumps, Σ exp(−σ²(θ + 2πk)² / 2)
/// over all whole k, over the same at θ = 0, which is 1 to within 10⁻¹⁸ where σ is above 1.5. For smaller σ the weights
/// themselves are added up, as far as they exceed 10⁻³⁰.
/// </remarks>
internal static class GaussianLaw
{
    private const double SmallScaleMax = 1.5;
    private const int BumpsCount = 3;

    /// <summary>The variance.</summary>
    public static double Variance(double scale)
    {
        if (scale > 2 * SmallScaleMax)
        {
            return scale * scale; // To within one part in 10³⁰.
        }

        var (mass, square) = (1.0, 0.0);
        for (var x = 1; x <= ReachOf(scale); x++)
        {
            var weight = 2 * Math.Exp(-x * (x / (2 * scale * scale)));
            mass += weight;
            square += weight * x * x;
        }

        return square / mass;
    }

    /// <summary>E[cos(θZ)].</summary>
    public static double Characteristic(double scale, double angle) =>
        scale <= SmallScaleMax ? ByWeights(scale, angle) : Bumps(scale, angle);

    private static double Bumps(double scale, double angle)
    {
        var near = Math.IEEERemainder(angle, 2 * Math.PI);
        var sum = 0.0;
        for (var bump = -BumpsCount; bump <= BumpsCount; bump++)
        {
            var distance = scale * (near + (2 * Math.PI * bump));
            sum += Math.Exp(-distance * distance / 2);
        }

        return sum;
    }

    private static double ByWeights(double scale, double angle)
    {
        var (mass, sum) = (1.0, 1.0);
        for (var x = 1; x <= ReachOf(scale); x++)
        {
            var weight = 2 * Math.Exp(-x * (x / (2 * scale * scale)));
            mass += weight;
            sum += weight * Math.Cos(x * angle);
        }

        return sum / mass;
    }

    private static int ReachOf(double scale) => 2 + (int)(12 * scale);
}
