namespace Federation.Privacy.Accounting;

/// <summary>The distribution of the sum of independent privacy losses, and the ε that it takes at a δ.</summary>
/// <remarks>
/// Masses are tilted by e^(θl) before they are transformed, with a θ that suits the ε sought: where ε is decided,
/// tilted masses are of ordinary size, so the errors of the transform stay far below δ. What is cut off or rounded is
/// added to δ. Error bounds: docs/proofs/batch-composition.md.
/// </remarks>
internal sealed class LossSum
{
    /// <summary>The variance that the grid may add, as a part of the whole.</summary>
    public const double UsualFineness = 2e-4;

    private const double LogNegligible = 45; // e^−45 is below 10⁻¹⁹.
    private const double LogThetaMin = -14;
    private const double TiltPerStepMax = 2;
    private const double UnitRoundoff = 1.2e-16;
    private const double SnapReserve = 1e-9;
    private const double GainMin = 1e-7;
    private const int RoundsMax = 8;
    private const int PointsMax = 1 << 22;
    private readonly List<(LossGrid Grid, long Count)> _terms = [];
    private readonly double _step;
    private readonly long _count;
    private readonly double _unbounded;

    /// <summary>Puts losses onto one grid.</summary>
    /// <param name="entries">What is composed, and how often.</param>
    /// <param name="fineness">The variance that the grid may add, as a part of the whole.</param>
    public LossSum(IReadOnlyList<(DeclaredMechanism Mechanism, long Count)> entries, double fineness)
    {
        _count = entries.Sum(entry => entry.Count);
        var variance = entries.Sum(entry => entry.Count * entry.Mechanism.LossVariance);
        var coarsest = 2 * Math.Sqrt(fineness * variance / _count);
        _step = StepOf(entries, coarsest);
        var logBounded = 0.0;
        foreach (var (mechanism, count) in entries)
        {
            var grid = mechanism.OnGrid(_step);
            _terms.Add((grid, count));
            logBounded += count * Reals.LogOnePlus(-grid.Unbounded);
        }

        _unbounded = -Reals.ExpMinusOne(logBounded) * (1 + SnapReserve);
    }

    /// <summary>The smallest ε found, rounded up; null where no ε holds.</summary>
    /// <remarks>Any tilt gives an upper bound. The first is that of the best moment bound; each next one is the best
    /// for the ε found so far, until that gains nothing.</remarks>
    public double? Epsilon(double delta)
    {
        if (delta <= _unbounded)
        {
            return null;
        }

        var left = (delta - _unbounded) / (1 - _unbounded);
        var best = EpsilonOf(left, ThetaFor(theta => (Math.Log(left) - LogMoment(theta)) / theta));
        for (var round = 0; round < RoundsMax; round++)
        {
            var before = best;
            best = Math.Min(best, EpsilonOf(left, ThetaFor(theta => (theta * before) - LogMoment(theta))));
            if (best > before * (1 - GainMin))
            {
                break;
            }
        }

        return best <= 0 ? 0 : best + (SnapReserve * _step * _count);
    }

    /// <summary>A step that holds the losses of the heaviest kind exactly, if a step that is fine enough can; that of
    /// their own lattice where there is no other kind.</summary>
    private static double StepOf(
        IReadOnlyList<(DeclaredMechanism Mechanism, long Count)> entries, double coarsest)
    {
        var lattice = entries.MaxBy(entry => entry.Count * entry.Mechanism.LossVariance).Mechanism.Lattice ?? 0;
        return lattice < coarsest ? coarsest
            : entries.All(entry => entry.Mechanism.IsOnLattice && entry.Mechanism.Lattice == lattice) ? lattice
            : lattice / Math.Ceiling(lattice / coarsest);
    }

    private double ThetaFor(Func<double, double> gain) => Math.Exp(Search.Place(
        logTheta => gain(Math.Exp(logTheta)), LogThetaMin, Math.Log(TiltPerStepMax / _step)));

    private double EpsilonOf(double delta, double theta)
    {
        var tail = TailOf(theta);
        if (tail.Delta(0) <= delta)
        {
            return 0;
        }

        var (lower, upper) = (0.0, tail.LossMax);
        for (var round = 0; round < 100 && upper - lower > 1e-13 * upper; round++)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = tail.Delta(middle) <= delta ? (lower, middle) : (middle, upper);
        }

        return upper;
    }

    private double LogMoment(double theta) => _terms.Sum(term => term.Count * term.Grid.LogMoment(theta));

    private LossTail TailOf(double theta)
    {
        var logMoment = LogMoment(theta);
        var (lowest, highest) = Range(theta, logMoment);
        var points = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(highest - lowest + 1));
        var masses = Convolve(theta, points);
        var largest = _terms.Sum(term => term.Count * (term.Grid.First + term.Grid.Masses.Length - 1L));
        var top = Math.Min(largest, lowest + points - 1);
        var errorPerPoint = 16 * UnitRoundoff * (_count + 2) * Math.Log2(2 * points);
        return new LossTail(masses, lowest, top, _step, theta, logMoment)
        {
            ErrorPerPoint = errorPerPoint,
            LogBeyond = top < largest ? -LogNegligible : double.NegativeInfinity,
        };
    }

    /// <summary>The numbers of the grid points between which the tilted sum lies, but for a negligible mass: by moment
    /// bounds to both sides, and by what can be at all.</summary>
    private (long Lowest, long Highest) Range(double theta, double logMoment)
    {
        var lowest = _terms.Sum(term => term.Count * term.Grid.First) * _step;
        var highest = _terms.Sum(term => term.Count * (term.Grid.First + term.Grid.Masses.Length - 1L)) * _step;
        for (var s = 0.001 / _step / Math.Sqrt(_count); s < 10 / _step; s *= 1.3)
        {
            highest = Math.Min(highest, (LogMoment(theta + s) - logMoment + LogNegligible) / s);
            lowest = Math.Max(lowest, (logMoment - LogMoment(theta - s) - LogNegligible) / s);
        }

        var (first, last) = ((long)Math.Floor(lowest / _step) - 1, (long)Math.Ceiling(highest / _step) + 1);
        return last - first < PointsMax ? (first, last) : (last - PointsMax + 1, last);
    }

    /// <summary>The masses of the tilted sum, wrapped around a ring of points.</summary>
    private double[] Convolve(double theta, int points)
    {
        Spectrum? product = null;
        foreach (var (grid, count) in _terms)
        {
            var logMoment = grid.LogMoment(theta);
            var row = new double[points];
            for (var index = 0; index < grid.Masses.Length; index++)
            {
                var place = (((grid.First + index) % points) + points) % points;
                var loss = (grid.First + index) * _step;
                row[place] += grid.Masses[index] * Math.Exp((theta * loss) - logMoment);
            }

            var spectrum = new Spectrum(row);
            spectrum.Raise(count);
            product?.Multiply(spectrum);
            product ??= spectrum;
        }

        return product!.ToRow();
    }
}
