using Federation.Privacy.Plans;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>Picks the cell of a quantile, and two cells between which the quantile lies in 95 % of answers.</summary>
/// <remarks>
/// Three independent runs of permute-and-flip: the pick at the quantile, the guards T ranks below and above it, T so
/// large that a guard on the wrong side wins with a chance of at most 2.5 %. Before the first cell and after the last
/// one stands one more for guards whose rank lies outside. The losses add up. Proof: docs/proofs/quantile.md.
/// </remarks>
internal sealed class GuardedQuantile
{
    private const double WrongSideChance = 0.025;
    private readonly NoisyQuantile _pick;
    private readonly NoisyQuantile _lower;
    private readonly NoisyQuantile _upper;

    /// <summary>Fixes the question.</summary>
    /// <param name="plan">Which quantile, and what its parts may lose.</param>
    /// <param name="recordsPerUnit">How many records a unit has at most; 1 to 10⁶.</param>
    /// <param name="cellsCount">How many cells the grid has; at least 1.</param>
    public GuardedQuantile(SelectedQuantile plan, int recordsPerUnit, int cellsCount)
    {
        var (a, b) = plan.Fraction;
        var guardEpsilon = new Epsilon(plan.GuardEpsilonMicros);
        _pick = new NoisyQuantile(a, b, new Epsilon(plan.PickEpsilonMicros), recordsPerUnit);
        var guard = new NoisyQuantile(a, b, guardEpsilon, recordsPerUnit);
        var distance = (long)Math.Ceiling(guard.Scale * Math.Log(cellsCount / WrongSideChance) * (1 + 1e-9));
        _lower = guard.ShiftedBy(-distance);
        _upper = guard.ShiftedBy(distance);
    }

    /// <summary>Picks, and clears nothing: the histogram stays the caller's.</summary>
    /// <param name="histogram">How many records each cell holds.</param>
    /// <param name="values">Gets the pick, the lower and the upper guard.</param>
    /// <param name="noise">The only source of randomness.</param>
    public void Draw(ReadOnlySpan<long> histogram, Span<long> values, INoiseSource noise)
    {
        var last = histogram.Length - 1;
        values[0] = _pick.Draw(histogram, noise);
        values[1] = Math.Clamp(_lower.Draw(histogram, noise), 0, last);
        values[2] = Math.Clamp(_upper.Draw(histogram, noise), 0, last);
    }
}
