namespace Federation.Privacy.Accounting;

/// <summary>One kind of release that is declared before any data is seen, and how its privacy loss is
/// distributed.</summary>
public abstract class DeclaredMechanism
{
    private protected DeclaredMechanism()
    {
    }

    /// <summary>How far into a tail of Gaussian noise losses are followed, in deviations: what lies beyond has a mass
    /// below 10⁻⁴³.</summary>
    private protected const double GaussianReach = 14.2;

    /// <summary>The mass beyond <see cref="GaussianReach"/>.</summary>
    private protected const double GaussianRest = 1e-43;

    /// <summary>What one release costs in the ledger.</summary>
    /// <exception cref="OverflowException">It cannot be written.</exception>
    public abstract PrivacyCost Cost { get; }

    /// <summary>About twice ρ: the variance of the loss, to choose a grid with.</summary>
    internal abstract double LossVariance { get; }

    /// <summary>The step of a grid that holds every loss that has a mass of its own exactly; null where there is
    /// none.</summary>
    internal virtual double? Lattice => null;

    /// <summary>Whether that grid holds all losses.</summary>
    internal virtual bool IsOnLattice => true;

    /// <summary>The loss on a grid.</summary>
    internal abstract LossGrid OnGrid(double step);

    /// <summary>The cost of pure ε, rounded up.</summary>
    private protected static PrivacyCost CostOfPure(Ratio epsilon)
    {
        var micros = epsilon.TimesRoundedUp(Epsilon.MicrosPerNat);
        return micros <= Epsilon.MicrosMax
            ? PrivacyCost.OfPure(new Epsilon((long)micros))
            : throw new OverflowException("An ε above 100 cannot be written.");
    }

    /// <summary>ε · tanh(ε / 2), doubled.</summary>
    private protected static double VarianceOfPure(double epsilon) => 2 * epsilon * Math.Tanh(epsilon / 2);
}
