namespace Federation.Privacy.Accounting;

/// <summary>Releases that were all declared before any data is seen, and what they cost together.</summary>
/// <remarks>Their losses add up as independent variables, so the composition is that of their distributions. The ε
/// that it reports is never below the true one. Proof and error bounds: docs/proofs/batch-composition.md.</remarks>
public sealed class DeclaredBatch
{
    /// <summary>How many releases a batch may hold.</summary>
    public const long CountMax = 10_000_000;

    private readonly List<(DeclaredMechanism Mechanism, long Count)> _entries = [];

    /// <summary>How many releases it holds.</summary>
    public long Count { get; private set; }

    /// <summary>What the ledger would debit if each release were made one by one.</summary>
    /// <exception cref="OverflowException">It cannot be written.</exception>
    public PrivacyCost LedgerCost { get; private set; }

    /// <summary>Adds releases of one kind.</summary>
    /// <param name="mechanism">The kind.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch would hold more than
    /// <see cref="CountMax"/>.</exception>
    /// <exception cref="OverflowException">Their cost cannot be written.</exception>
    public void Add(DeclaredMechanism mechanism, long count)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CountMax - Count);
        var cost = mechanism.Cost;
        LedgerCost += new PrivacyCost(
            cost.EpsilonMicros == PrivacyCost.Unbounded ? PrivacyCost.Unbounded : checked(cost.EpsilonMicros * count),
            checked(cost.RhoMicros * count), checked(cost.DeltaFemtos * count));
        _entries.Add((mechanism, count));
        Count += count;
    }

    /// <summary>The ε of the whole batch at δ by exact composition, rounded up; null where none holds.</summary>
    /// <param name="delta">δ, below 1.</param>
    /// <exception cref="OverflowException">The losses of its kinds lie too far apart for one grid.</exception>
    public double? Epsilon(Ratio delta) => Epsilon(delta, LossSum.UsualFineness);

    /// <summary>The same in millionths, as a ledger debits it.</summary>
    /// <param name="delta">δ, below 1.</param>
    public long? EpsilonMicros(Ratio delta) => Epsilon(delta) is { } epsilon
        ? long.CreateSaturating(Math.Ceiling(epsilon * Privacy.Epsilon.MicrosPerNat))
        : null;

    /// <summary>The ε, in millionths, that the ledger's rule would state for the same releases made one by one: the
    /// smaller of the sum of ε and the one that the sum of ρ implies; null where neither holds.</summary>
    /// <param name="deltaFemtos">δ, in units of 10⁻¹⁵.</param>
    public long? LedgerEpsilonMicros(long deltaFemtos)
    {
        var left = deltaFemtos - LedgerCost.DeltaFemtos;
        var byRho = left > 0 ? ZcdpConversion.EpsilonMicros(LedgerCost.RhoMicros, left) : PrivacyCost.Unbounded;
        var epsilon = left < 0 ? PrivacyCost.Unbounded : Math.Min(LedgerCost.EpsilonMicros, byRho);
        return epsilon == PrivacyCost.Unbounded ? null : epsilon;
    }

    /// <summary>The ε on a grid of a chosen fineness.</summary>
    internal double? Epsilon(Ratio delta, double fineness)
    {
        if (_entries.Count == 0)
        {
            return 0;
        }

        var gaussians = _entries.Where(entry => entry.Mechanism is GaussianMechanism).ToList();
        var merged = _entries.Where(entry => entry.Mechanism is not GaussianMechanism).ToList();
        if (gaussians.Count > 0)
        {
            var strength = gaussians.Select(entry => ((GaussianMechanism)entry.Mechanism).Strength * (Ratio)entry.Count)
                .Aggregate((left, right) => left + right);
            merged.Add((new GaussianMechanism(1, strength), 1));
        }

        return new LossSum(merged, fineness).Epsilon(delta.Value);
    }
}
