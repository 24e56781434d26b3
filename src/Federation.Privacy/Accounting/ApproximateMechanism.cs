using System.Numerics;

namespace Federation.Privacy.Accounting;

/// <summary>Any release of which only (ε, δ) is known; pure where δ is absent.</summary>
/// <remarks>No such release loses more than randomised response with ε, beside a mass δ that loses everything (Kairouz,
/// Oh and Viswanath 2015).</remarks>
/// <param name="epsilon">ε.</param>
/// <param name="delta">δ, below 1; null for none.</param>
public sealed class ApproximateMechanism(Ratio epsilon, Ratio? delta) : DeclaredMechanism
{
    /// <inheritdoc/>
    public override PrivacyCost Cost => CostOfPure(epsilon) with
    {
        DeltaFemtos = delta is { } mass
            ? (long)BigInteger.Min(mass.TimesRoundedUp(PrivacyCost.FemtosPerUnit), PrivacyCost.FemtosPerUnit)
            : 0,
    };

    internal override double LossVariance => VarianceOfPure(epsilon.Value);

    internal override double? Lattice => epsilon.Value;

    internal override LossGrid OnGrid(double step)
    {
        var loss = epsilon.Value;
        var grid = new LossGrid(step, -loss, loss) { Unbounded = delta?.Value ?? 0 };
        grid.AddAtom(loss, 1 / (1 + Math.Exp(-loss)));
        grid.AddAtom(-loss, 1 / (1 + Math.Exp(loss)));
        return grid;
    }
}
