namespace Federation.Privacy.Accounting;

/// <summary>Discrete Gaussian noise on one whole number.</summary>
/// <param name="variance">σ²; up to <see cref="VarianceMax"/>.</param>
/// <param name="sensitivity">How far neighbours are apart at most; at least 1.</param>
public sealed class DiscreteGaussianMechanism(Ratio variance, int sensitivity) : DeclaredMechanism
{
    /// <summary>Beyond a deviation of 10⁶, walking over all whole numbers would take too long.</summary>
    public const double VarianceMax = 1e12;

    /// <inheritdoc/>
    public override PrivacyCost Cost =>
        PrivacyCost.OfGaussian((Ratio)sensitivity * (Ratio)sensitivity, variance);

    internal override double LossVariance => (double)sensitivity * sensitivity / variance.Value;

    internal override double? Lattice => sensitivity / (2 * variance.Value);

    /// <summary>The noise x gives the loss Δ (2x + Δ) / (2σ²).</summary>
    internal override LossGrid OnGrid(double step)
    {
        var reach = (int)Math.Ceiling(GaussianReach * Math.Sqrt(variance.Value));
        var rate = 1 / (2 * variance.Value);
        var total = 1.0;
        for (var x = 1; x <= reach; x++)
        {
            total += 2 * Math.Exp(-rate * x * x);
        }

        var factor = sensitivity * rate;
        var grid = new LossGrid(
            step, factor * (sensitivity - (2.0 * reach)), factor * (sensitivity + (2.0 * reach)))
        {
            Unbounded = GaussianRest,
        };
        for (var x = -(double)reach; x <= reach; x++)
        {
            grid.AddAtom(factor * ((2 * x) + sensitivity), Math.Exp(-rate * x * x) / total);
        }

        return grid;
    }
}
