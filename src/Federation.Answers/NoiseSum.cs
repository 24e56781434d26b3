namespace Federation.Answers;

/// <summary>The sum of independent weighted discrete noises: its deviation and how far it strays.</summary>
/// <remarks>
/// <para>One discrete Laplace has a closed tail: P(|Z| ≥ n) = 2aⁿ / (1 + a), a = exp(−1 / scale). Where all weights are
/// alike, any mix over silos is computed on the whole numbers, from the exact characteristic function.</para>
/// <para>Else, where scales are large, |Z| is stochastically at most |L| + ½, L being the continuous noise of the same
/// scale: the continuous law plus half of all weights; of refined noise, which is rounded once more, the whole weight.
/// Where they are small, a little noise η that is never above δ is added, as |S| ≤ |S + η| + δ, so that the exact law
/// can be inverted. Half-widths err upward only. Proof: docs/proofs/noise-sums.md.</para>
/// </remarks>
public sealed class NoiseSum
{
    private const double LatticeDeviationMax = 1_000;
    private const double SlackDeviationsMax = 0.01;
    private const double SmoothingDeviations = 1.0 / 64;
    private const double RoundingReserve = 1e-8;
    private readonly WeightedNoise[] _terms;

    /// <summary>Makes the sum of some noises; those of weight 0 add nothing.</summary>
    public NoiseSum(IEnumerable<WeightedNoise> terms) => _terms = [.. terms.Where(term => term.Weight != 0)
        .GroupBy(term => (term.Noise, Weight: Math.Abs(term.Weight)))
        .Select(alike => new WeightedNoise(alike.Key.Noise, alike.Key.Weight, alike.Sum(term => term.Count)))];

    /// <summary>The standard deviation.</summary>
    public double StandardDeviation => Math.Sqrt(_terms.Sum(term => term.Variance));

    /// <summary>The smallest half-width found within which the noise stays with at least the given
    /// probability.</summary>
    /// <param name="confidence">The probability, between 0 and 1.</param>
    public double HalfWidth(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        if (_terms.Length == 0)
        {
            return 0;
        }

        var weight = _terms[0].Weight;
        if (_terms is [{ Noise.Kind: NoiseKind.DiscreteLaplace, Count: 1 }])
        {
            return weight * SingleHalfWidth(_terms[0].Noise.Scale, confidence);
        }

        var deviation = StandardDeviation;
        var target = Math.Min(confidence + RoundingReserve, (1 + confidence) / 2);
        if (Array.TrueForAll(_terms, term => term.Weight == weight)
            && (deviation <= weight * LatticeDeviationMax
                || Array.TrueForAll(_terms, term => term.Noise.Kind != NoiseKind.DiscreteLaplace)))
        {
            return weight * new LatticeLaw(angle => Exact(angle / weight), deviation / weight).HalfWidth(target);
        }

        var slack = _terms.Sum(term => term.Count * term.Weight * term.Noise.Slack);
        return slack <= SlackDeviationsMax * deviation
            ? slack + new InvertedLaw(Continuous, deviation, double.PositiveInfinity).HalfWidth(target)
            : SmoothedHalfWidth(deviation, target);
    }

    /// <summary>η is the sum of 12 uniform variables, so its characteristic function falls like the twelfth
    /// power.</summary>
    private double SmoothedHalfWidth(double deviation, double target)
    {
        var smoothing = SmoothingDeviations * deviation;
        double Smoothed(double frequency)
        {
            var part = smoothing / 12 * frequency;
            var cube = Math.Pow(Math.Sin(part) / part, 3);
            return Exact(frequency) * cube * cube * cube * cube;
        }

        var law = new InvertedLaw(Smoothed, deviation, Math.PI / _terms.Max(term => term.Weight));
        return smoothing + law.HalfWidth(target);
    }

    private double Exact(double angle)
    {
        var product = 1.0;
        foreach (var term in _terms)
        {
            product *= Math.Pow(term.Noise.Characteristic(term.Weight * angle), term.Count);
        }

        return product;
    }

    private double Continuous(double angle)
    {
        var product = 1.0;
        foreach (var term in _terms)
        {
            product *= Math.Pow(term.Noise.ContinuousCharacteristic(term.Weight * angle), term.Count);
        }

        return product;
    }

    /// <summary>The smallest whole n with P(|Z| &gt; n) = 2aⁿ⁺¹ / (1 + a) at most 1 − confidence.</summary>
    private static double SingleHalfWidth(double scale, double confidence)
    {
        var a = Math.Exp(-1 / scale);
        var bound = (1 - confidence) * (1 + a) / 2;
        var exponent = -scale * Math.Log(bound);
        return Math.Max(0, Math.Ceiling(exponent * (1 + RoundingReserve)) - 1);
    }
}
