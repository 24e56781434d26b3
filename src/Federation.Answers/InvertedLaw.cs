namespace Federation.Answers;

/// <summary>The law of a symmetric number, from its characteristic function φ by Fourier inversion.</summary>
/// <remarks>
/// On a circle of P = 32 deviations, P(|S| ≤ y) = 2y / P + (2 / π) Σ φ(2πj / P) · sin(2πjy / P) / j, to within the mass
/// beyond half of it. Frequencies whose term is negligible before φ can rise again are passed over up to there.
/// </remarks>
internal sealed class InvertedLaw
{
    private const double PeriodDeviations = 32;
    private const int FrequenciesMax = 16_384;
    private const int HalvingsCount = 17;
    private const double NegligibleFactor = 1e-12;
    private readonly double _period;
    private readonly List<(double Frequency, double Factor)> _factors = [];

    /// <summary>Works out the law.</summary>
    /// <param name="characteristic">φ.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="fallsTo">The frequency up to which φ falls; infinite where it falls everywhere.</param>
    public InvertedLaw(Func<double, double> characteristic, double deviation, double fallsTo)
    {
        _period = PeriodDeviations * deviation;
        var isNegligible = false;
        for (var j = 1; j <= FrequenciesMax; j++)
        {
            var frequency = 2 * Math.PI * j / _period;
            if (isNegligible && frequency < fallsTo)
            {
                j = (int)Math.Min(FrequenciesMax, fallsTo * _period / (2 * Math.PI));
                continue;
            }

            var factor = characteristic(frequency) / (Math.PI * j / 2);
            isNegligible = factor < NegligibleFactor;
            if (!isNegligible)
            {
                _factors.Add((frequency, factor));
            }
        }
    }

    /// <summary>A half-width that holds the number with at least the target, and hardly a larger one than
    /// needed.</summary>
    public double HalfWidth(double target)
    {
        var (low, high) = (0.0, _period / 2);
        for (var halving = 0; halving < HalvingsCount; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Inside(middle) >= target ? (low, middle) : (middle, high);
        }

        return high;
    }

    private double Inside(double halfWidth)
    {
        var sum = 2 * halfWidth / _period;
        foreach (var (frequency, factor) in _factors)
        {
            sum += factor * Math.Sin(frequency * halfWidth);
        }

        return sum;
    }
}
