namespace Federation.Privacy.Accounting;

/// <summary>Gaussian noise on real numbers, one or several.</summary>
/// <param name="variance">σ².</param>
/// <param name="squareOfSensitivity">The square of the L2 distance that neighbours are apart at most.</param>
public sealed class GaussianMechanism(Ratio variance, Ratio squareOfSensitivity) : DeclaredMechanism
{
    /// <inheritdoc/>
    public override PrivacyCost Cost => PrivacyCost.OfGaussian(squareOfSensitivity, variance);

    /// <summary>Δ² / σ². Several such releases lose together like one with the sum of these.</summary>
    internal Ratio Strength => squareOfSensitivity / variance;

    internal override double LossVariance => Strength.Value;

    internal override LossGrid OnGrid(double step) => OnGrid(step, Strength);

    /// <summary>The loss is normal with mean s / 2 and variance s; under the neighbour its mean is −s / 2.</summary>
    internal static LossGrid OnGrid(double step, Ratio strength)
    {
        var variance = strength.Value;
        var deviation = Math.Sqrt(variance);
        var (lowest, highest) = ((variance / 2) - (GaussianReach * deviation),
            (variance / 2) + (GaussianReach * deviation));
        var grid = new LossGrid(step, lowest, highest) { Unbounded = GaussianRest };
        var last = (int)Math.Ceiling(highest / step);
        for (var below = (int)Math.Floor(lowest / step); below < last; below++)
        {
            var (from, to) = (below * step, (below + 1) * step);
            grid.AddRange(
                below,
                Between((from - (variance / 2)) / deviation, (to - (variance / 2)) / deviation),
                Between((from + (variance / 2)) / deviation, (to + (variance / 2)) / deviation));
        }

        return grid;
    }

    /// <summary>The mass of a standard normal variable between two numbers, without losing that of a tail.</summary>
    private static double Between(double lower, double upper) => lower + upper < 0
        ? Reals.NormalAbove(-upper) - Reals.NormalAbove(-lower)
        : Reals.NormalAbove(lower) - Reals.NormalAbove(upper);
}
