namespace Federation.Privacy.Accounting;

/// <summary>Decides from costs alone whether one more release fits a lineage's guarantee of (ε*, δ*).</summary>
/// <remarks>
/// Admitted if and only if Σδ ≤ δₛ and (Σε ≤ ε* or Σρ ≤ ρ*), with the candidate and open reservations in the sums;
/// ρ* is the largest ρ that zCDP turns into (ε*, δ* − δₛ). Valid for fully adaptive questions. A refusal changes
/// nothing, so a smaller question may still fit. Proof: docs/proofs/admission.md.
/// </remarks>
public sealed class AdmissionRule
{
    /// <summary>Makes a rule.</summary>
    /// <param name="epsilon">ε*.</param>
    /// <param name="deltaFemtos">δ*, in units of 10⁻¹⁵; 0 leaves pure releases only.</param>
    /// <param name="spentDeltaFemtos">δₛ, the part of δ* that releases may spend one by one, at most δ*. The rest
    /// pays for composition by ρ; if nothing is left, only Σε counts.</param>
    public AdmissionRule(Epsilon epsilon, long deltaFemtos, long spentDeltaFemtos)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deltaFemtos);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(deltaFemtos, PrivacyCost.FemtosPerUnit);
        ArgumentOutOfRangeException.ThrowIfNegative(spentDeltaFemtos);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spentDeltaFemtos, deltaFemtos);
        EpsilonMicrosMax = epsilon.Micros;
        DeltaFemtosMax = spentDeltaFemtos;
        RhoMicrosMax = spentDeltaFemtos == deltaFemtos
            ? 0
            : ZcdpConversion.RhoMicros(epsilon.Micros, deltaFemtos - spentDeltaFemtos);
    }

    /// <summary>ε*, in millionths of a nat.</summary>
    public long EpsilonMicrosMax { get; }

    /// <summary>δₛ, in units of 10⁻¹⁵.</summary>
    public long DeltaFemtosMax { get; }

    /// <summary>ρ*, in millionths.</summary>
    public long RhoMicrosMax { get; }

    /// <summary>Whether a release fits beside what is spent and reserved.</summary>
    /// <param name="spent">The sum of all costs so far, open reservations included.</param>
    /// <param name="candidate">What the release would cost.</param>
    public bool Admits(PrivacyCost spent, PrivacyCost candidate)
    {
        var isPure = spent.EpsilonMicros != PrivacyCost.Unbounded && candidate.EpsilonMicros != PrivacyCost.Unbounded;
        return (Int128)spent.DeltaFemtos + candidate.DeltaFemtos <= DeltaFemtosMax
            && ((isPure && (Int128)spent.EpsilonMicros + candidate.EpsilonMicros <= EpsilonMicrosMax)
                || (Int128)spent.RhoMicros + candidate.RhoMicros <= RhoMicrosMax);
    }
}
