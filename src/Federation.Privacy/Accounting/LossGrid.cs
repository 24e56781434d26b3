namespace Federation.Privacy.Accounting;

/// <summary>The distribution of a mechanism's privacy loss, on whole multiples of a step: a pessimistic copy of the
/// true one.</summary>
/// <remarks>
/// Mass at a loss between two grid points is shared out to both, so that it keeps its weight under the data and under
/// the neighbour ("connect the dots", Doroshenko et al. 2022). (1 − e^(ε − l))₊ is convex in e^(−l), so no δ(ε) gets
/// smaller. Proof: docs/proofs/batch-composition.md.
/// </remarks>
internal sealed class LossGrid
{
    private const double Snap = 1e-9;
    private const double PointsMax = 1 << 25;
    private readonly double[] _masses;

    /// <summary>An empty grid.</summary>
    /// <param name="step">The distance of grid points; above 0.</param>
    /// <param name="lossMin">No loss that is added is smaller.</param>
    /// <param name="lossMax">No loss that is added is larger.</param>
    /// <exception cref="OverflowException">The losses lie too far apart for one grid.</exception>
    public LossGrid(double step, double lossMin, double lossMax)
    {
        if (!(Math.Max(Math.Abs(lossMin), Math.Abs(lossMax)) / step < PointsMax))
        {
            throw new OverflowException("The losses lie too far apart for one grid.");
        }

        Step = step;
        First = (int)Math.Floor((lossMin / step) - Snap) - 1;
        _masses = new double[(int)Math.Ceiling((lossMax / step) + Snap) + 2 - First];
    }

    /// <summary>The distance of grid points.</summary>
    public double Step { get; }

    /// <summary>The number of the first grid point: its loss is that many steps.</summary>
    public int First { get; }

    /// <summary>The mass of every grid point.</summary>
    public ReadOnlySpan<double> Masses => _masses;

    /// <summary>The mass that stands for everything: a loss without bound.</summary>
    public double Unbounded { get; set; }

    /// <summary>Adds mass at one loss.</summary>
    public void AddAtom(double loss, double mass)
    {
        var place = loss / Step;
        var nearest = Math.Round(place);
        if (Math.Abs(place - nearest) < Snap) // What rounding moved off the grid; the composition's reserve covers it.
        {
            _masses[(int)nearest - First] += mass;
            return;
        }

        var below = (int)Math.Floor(place);
        var upper = mass * Reals.ExpMinusOne((below * Step) - loss) / Reals.ExpMinusOne(-Step);
        Share(below, mass, upper);
    }

    /// <summary>Adds mass spread over a range that no grid point parts.</summary>
    /// <param name="below">The number of the grid point at or below the range.</param>
    /// <param name="mass">The mass under the data.</param>
    /// <param name="neighbourMass">The mass under the neighbour.</param>
    public void AddRange(int below, double mass, double neighbourMass)
    {
        var upper = (mass - (neighbourMass * Math.Exp(below * Step))) / -Reals.ExpMinusOne(-Step);
        Share(below, mass, Math.Clamp(upper, 0, mass));
    }

    /// <summary>ln E[e^(θL)] over the bounded losses.</summary>
    public double LogMoment(double theta)
    {
        var largest = double.NegativeInfinity;
        var sum = 0.0;
        for (var index = 0; index < _masses.Length; index++)
        {
            if (_masses[index] <= 0)
            {
                continue;
            }

            var exponent = theta * Step * (First + index);
            if (exponent > largest)
            {
                sum = (sum * Math.Exp(largest - exponent)) + _masses[index];
                largest = exponent;
            }
            else
            {
                sum += _masses[index] * Math.Exp(exponent - largest);
            }
        }

        return largest + Math.Log(sum);
    }

    private void Share(int below, double mass, double upper)
    {
        _masses[below - First] += mass - upper;
        _masses[below + 1 - First] += upper;
    }
}
