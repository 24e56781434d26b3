namespace Federation.Simulation.RealData;

/// <summary>
/// How far sums of Laplace noise stray, computed here from their characteristic functions: no code of the product.
/// </summary>
internal static class NoiseFormula
{
    private const double Confidence = 0.95;

    /// <summary>The smallest whole w with P(|Z| ≤ w) ≥ 95 %, Z a sum of discrete Laplace variables.</summary>
    /// <remarks>
    /// P(|Z| ≤ w) = 1/π ∫₀^π φ(t) sin((2w + 1)t / 2) / sin(t / 2) dt. The integrand is smooth and periodic, so the
    /// trapezoid rule is exact but for the mass beyond the number of its points.
    /// </remarks>
    public static int HalfWidthDiscrete(params IReadOnlyList<double> scales)
    {
        const int points = 1 << 14;
        var values = new double[points + 1];
        for (var index = 0; index <= points; index++)
        {
            var t = Math.PI * index / points;
            values[index] = scales.Select(scale => Math.Exp(-1 / scale))
                .Aggregate(1.0, (product, a) => product * (1 - a) * (1 - a) / (1 - (2 * a * Math.Cos(t)) + (a * a)));
        }

        var halfWidth = 0;
        while (Inside(values, halfWidth) < Confidence)
        {
            halfWidth++;
        }

        return halfWidth;
    }

    /// <summary>The x with P(|Z| ≤ x) = 95 %, Z a sum of continuous Laplace variables.</summary>
    /// <remarks>P(|Z| ≤ x) = 2/π ∫₀^∞ φ(t) sin(xt) / t dt, by Simpson's rule up to where φ is below 10⁻¹⁴.</remarks>
    public static double HalfWidthContinuous(params IReadOnlyList<double> scales)
    {
        var deviation = Math.Sqrt(2 * scales.Sum(scale => scale * scale));
        var (low, high) = (0.0, 20 * deviation);
        for (var round = 0; round < 60; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Inside(scales, middle) < Confidence ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Inside(double[] values, int halfWidth)
    {
        var points = values.Length - 1;
        var sum = 0.0;
        for (var index = 0; index <= points; index++)
        {
            var half = Math.PI * index / points / 2;
            var kernel = index == 0 ? (2 * halfWidth) + 1 : Math.Sin(((2 * halfWidth) + 1) * half) / Math.Sin(half);
            sum += values[index] * kernel * (index == 0 || index == points ? 0.5 : 1);
        }

        return sum / points;
    }

    private static double Inside(IReadOnlyList<double> scales, double x)
    {
        double Transform(double t) => scales.Aggregate(1.0, (product, b) => product / (1 + (b * b * t * t)));
        var end = 1 / scales.Max();
        while (Transform(end) > 1e-14)
        {
            end *= 2;
        }

        const int steps = 1 << 13;
        var width = end / steps;
        var sum = x + (Transform(end) * Math.Sin(x * end) / end);
        for (var index = 1; index < steps; index++)
        {
            var t = index * width;
            sum += (index % 2 == 1 ? 4 : 2) * Transform(t) * Math.Sin(x * t) / t;
        }

        return 2 / Math.PI * sum * width / 3;
    }
}
