namespace Federation.Privacy.Accounting;

/// <summary>Discrete Laplace noise on one whole number.</summary>
/// <param name="scale">The scale t / s.</param>
/// <param name="sensitivity">How far neighbours are apart at most; 1 to 10⁶.</param>
public sealed class DiscreteLaplaceMechanism(Ratio scale, int sensitivity) : DeclaredMechanism
{
    /// <inheritdoc/>
    public override PrivacyCost Cost => CostOfPure((Ratio)sensitivity / scale);

    internal override double LossVariance => VarianceOfPure(sensitivity / scale.Value);

    internal override double? Lattice => 1 / scale.Value;

    /// <summary>The noise x gives the loss (|x − Δ| − |x|) / scale: ±Δ / scale outside, (Δ − 2x) / scale
    /// between.</summary>
    internal override LossGrid OnGrid(double step)
    {
        var rate = 1 / scale.Value;
        var a = Math.Exp(-rate);
        var grid = new LossGrid(step, -sensitivity * rate, sensitivity * rate);
        grid.AddAtom(sensitivity * rate, 1 / (1 + a));
        var atZero = Math.Tanh(rate / 2); // (1 − a) / (1 + a).
        for (var x = 1; x < sensitivity; x++)
        {
            grid.AddAtom((sensitivity - (2.0 * x)) * rate, atZero * Math.Exp(-rate * x));
        }

        grid.AddAtom(-sensitivity * rate, Math.Exp(-rate * sensitivity) / (1 + a));
        return grid;
    }
}
