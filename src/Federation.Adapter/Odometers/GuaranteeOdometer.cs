using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Adapter.Odometers;

/// <summary>What debits add up to beside the rule that admits them, in integers.</summary>
/// <param name="EpsilonMicros">The ε that all debits together guarantee: their sum, or what their ρ implies where that
/// is less or the only bound.</param>
/// <param name="CapEpsilonMicros">ε*.</param>
/// <param name="RhoMicros">Σρ, in millionths.</param>
/// <param name="CapRhoMicros">ρ*, in millionths; 0 where only ε counts.</param>
/// <param name="DeltaFemtos">Σδ, in units of 10⁻¹⁵.</param>
/// <param name="CapDeltaFemtos">δₛ, in units of 10⁻¹⁵.</param>
/// <param name="IsPure">Whether every release had an ε of its own.</param>
public sealed record GuaranteeOdometer(
    long EpsilonMicros, long CapEpsilonMicros, long RhoMicros, long CapRhoMicros, long DeltaFemtos,
    long CapDeltaFemtos, bool IsPure)
{
    /// <summary>Reads the sums against a rule.</summary>
    /// <param name="spent">The sums.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="compositionDeltaFemtos">The part of δ that pays for composition, in units of 10⁻¹⁵.</param>
    public static GuaranteeOdometer Of(PrivacyCost spent, AdmissionRule rule, long compositionDeltaFemtos)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var byRho = compositionDeltaFemtos > 0
            ? ZcdpConversion.EpsilonMicros(spent.RhoMicros, compositionDeltaFemtos) : long.MaxValue;
        return new GuaranteeOdometer(
            Math.Min(spent.EpsilonMicros, byRho), rule.EpsilonMicrosMax, spent.RhoMicros, rule.RhoMicrosMax,
            spent.DeltaFemtos, rule.DeltaFemtosMax, spent.EpsilonMicros != PrivacyCost.Unbounded);
    }
}
