namespace Federation.Privacy.Accounting;

/// <summary>Laplace noise on one real number.</summary>
/// <param name="scale">b.</param>
/// <param name="sensitivity">How far neighbours are apart at most.</param>
public sealed class LaplaceMechanism(Ratio scale, Ratio sensitivity) : DeclaredMechanism
{
    private readonly Ratio _epsilon = sensitivity / scale;

    /// <inheritdoc/>
    public override PrivacyCost Cost => CostOfPure(_epsilon);

    internal override double? Lattice => _epsilon.Value;

    internal override bool IsOnLattice => false;

    internal override double LossVariance => VarianceOfPure(_epsilon.Value);

    /// <summary>Half of the mass loses ε, e^(−ε) / 2 loses −ε, and between them the loss l has the density
    /// e^((l − ε) / 2) / 4, and e^(−(l + ε) / 2) / 4 under the neighbour.</summary>
    internal override LossGrid OnGrid(double step)
    {
        var epsilon = _epsilon.Value;
        var grid = new LossGrid(step, -epsilon, epsilon);
        grid.AddAtom(epsilon, 0.5);
        grid.AddAtom(-epsilon, Math.Exp(-epsilon) / 2);
        var last = (int)Math.Ceiling(epsilon / step);
        for (var below = (int)Math.Floor(-epsilon / step); below < last; below++)
        {
            var (from, to) = (Math.Max(-epsilon, below * step), Math.Min(epsilon, (below + 1) * step));
            if (to > from)
            {
                grid.AddRange(
                    below,
                    Math.Exp((from - epsilon) / 2) * Reals.ExpMinusOne((to - from) / 2) / 2,
                    -Math.Exp(-(from + epsilon) / 2) * Reals.ExpMinusOne((from - to) / 2) / 2);
            }
        }

        return grid;
    }
}
