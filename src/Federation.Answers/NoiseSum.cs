namespace Federation.Answers;

/// <summary>The sum of independent weighted discrete Laplace noises: its deviation and how far it strays.</summary>
/// <remarks>
/// <para>One integer has a closed tail: P(|Z| ≥ n) = 2aⁿ / (1 + a), a = exp(−1 / scale). Sums of unweighted integers of
/// small scale are convolved on the whole numbers, exactly up to rounding.</para>
/// <para>Everything else is convolved on a fine grid of width h and widened by a proven slack. Of a small scale, each
/// whole
/// number moves to the nearest step: h / 2. Of a large one, |w · Z| is stochastically at most |L| + |w| / 2 with L
/// continuous Laplace, and |L| at most |G| + h with G discrete Laplace on the grid; all are symmetric and unimodal,
/// so the
/// order carries over to sums (Birnbaum 1948). Mass beyond the grid counts as outside: half-widths err upward
/// only.</para>
/// </remarks>
public sealed class NoiseSum
{
    private const double LatticeScaleMax = 500;
    private const double StepsPerDeviation = 512;
    private const double AtomScaleMax = 16;
    private const double RoundingReserve = 1e-9;
    private readonly WeightedNoise[] _terms;

    /// <summary>Makes the sum of some noises; those of weight 0 add nothing.</summary>
    public NoiseSum(IEnumerable<WeightedNoise> terms) => _terms = [.. terms.Where(term => term.Weight != 0)];

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

        var weight = Math.Abs(_terms[0].Weight);
        if (_terms.Length == 1)
        {
            return weight * SingleHalfWidth(_terms[0].Noise.Scale, confidence);
        }

        return _terms.All(term => Math.Abs(term.Weight) == weight && term.Noise.Scale <= LatticeScaleMax)
            ? weight * LatticeHalfWidth(weight, confidence)
            : FineHalfWidth(confidence);
    }

    /// <summary>On the whole numbers, for noises of one weight and small scale: exact.</summary>
    private int LatticeHalfWidth(double weight, double confidence)
    {
        var grid = new NoiseGrid(StandardDeviation / weight);
        foreach (var term in _terms)
        {
            grid.AddLaplace(term.Noise.Scale);
        }

        return grid.HalfWidth(confidence);
    }

    /// <summary>On a fine grid, widened by all that rounding onto it can take away.</summary>
    private double FineHalfWidth(double confidence)
    {
        var step = StandardDeviation / StepsPerDeviation;
        var grid = new NoiseGrid(StepsPerDeviation);
        var slack = 0.0;
        foreach (var term in _terms)
        {
            var weight = Math.Abs(term.Weight);
            if (term.Noise.Scale <= AtomScaleMax)
            {
                grid.AddAtoms(term.Noise.Scale, weight / step);
                slack += step / 2;
            }
            else
            {
                grid.AddLaplace(weight * term.Noise.Scale / step);
                slack += step + (weight / 2);
            }
        }

        return (grid.HalfWidth(confidence) * step) + slack;
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
