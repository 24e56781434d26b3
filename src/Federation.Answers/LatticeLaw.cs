namespace Federation.Answers;

/// <summary>The law of a symmetric whole number, from its characteristic function φ, which fades from 0 to π.</summary>
/// <remarks>
/// On a circle of N whole numbers, P(|S| ≤ n) = (1 / N) Σ φ(2πj / N) · sin((2n + 1)πj / N) / sin(πj / N) exactly. N is
/// 64 deviations, beyond half of which sums of discrete Laplace and Gaussian noise have less than 10⁻¹⁸ of their mass.
/// </remarks>
internal sealed class LatticeLaw
{
    private const double PeriodDeviations = 64;
    private const double NegligibleFactor = 1e-18;
    private readonly double _period;
    private readonly List<double> _factors = [];

    /// <summary>Works out the law.</summary>
    /// <param name="characteristic">φ.</param>
    /// <param name="deviation">The standard deviation.</param>
    public LatticeLaw(Func<double, double> characteristic, double deviation)
    {
        _period = (2 * Math.Ceiling(PeriodDeviations / 2 * deviation)) + 65; // Odd: no frequency is its own mirror.
        for (var j = 1; j <= (_period - 1) / 2; j++)
        {
            var angle = 2 * Math.PI * j / _period;
            var factor = characteristic(angle);
            if (Math.Abs(factor) < NegligibleFactor)
            {
                break;
            }

            _factors.Add(2 * factor / Math.Sin(angle / 2));
        }
    }

    /// <summary>The smallest whole n with P(|S| ≤ n) at least the target.</summary>
    public double HalfWidth(double target)
    {
        var (low, high) = (-1.0, Math.Floor(_period / 2) - 1);
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            (low, high) = Inside(middle) >= target ? (low, middle) : (middle, high);
        }

        return high;
    }

    private double Inside(double n)
    {
        var step = Math.PI * ((2 * n) + 1) / _period;
        var sum = (2 * n) + 1;
        for (var index = 0; index < _factors.Count; index++)
        {
            sum += _factors[index] * Math.Sin((index + 1) * step);
        }

        return sum / _period;
    }
}
