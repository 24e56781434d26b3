using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Adapter.Policies;

/// <summary>How much privacy loss the holder grants. ε has no default and δ is 0: silence is not consent.</summary>
/// <param name="LineageEpsilonMicrosMax">The hard cap over all trainers, in millionths of a nat.</param>
/// <param name="TrainerEpsilonMicrosMax">The most that one trainer may spend, in millionths of a nat.</param>
/// <param name="RequestEpsilonMicrosMax">The most that one request may spend, in millionths of a nat.</param>
public sealed record BudgetRules(
    long LineageEpsilonMicrosMax, long TrainerEpsilonMicrosMax, long RequestEpsilonMicrosMax)
{
    /// <summary>δ* of the lineage's guarantee, in units of 10⁻¹⁵; 0 leaves pure releases that add up by ε.</summary>
    public long LineageDeltaFemtosMax { get; init; }

    /// <summary>The part of δ* that releases spend one by one, such as those that select keys, in units of 10⁻¹⁵. The
    /// rest pays for composition by ρ.</summary>
    public long SelectionDeltaFemtosMax { get; init; }

    /// <summary>The most δ that one request may ask for, in units of 10⁻¹⁵.</summary>
    public long RequestDeltaFemtosMax { get; init; }

    /// <summary>The most that may be spent for purposes; one that is not there has no limit of its own.</summary>
    public PurposeLimits PurposeLimits { get; init; } = PurposeLimits.None;

    /// <summary>Whether trainers may see what is left of the lineage. It tells them what others spent.</summary>
    public bool ShowsLineage { get; init; }

    /// <summary>How the budget is granted anew; null where it is granted once.</summary>
    public BudgetRenewal? Renewal { get; init; }

    /// <summary>The part of another adapter's lineage that this one may spend; null where it is the lineage's
    /// home.</summary>
    public SliceTerms? Slice { get; init; }

    /// <summary>The rule by which the lineage admits a release. Made anew on each call: keep it.</summary>
    public AdmissionRule ToAdmissionRule() => new(
        new Epsilon(LineageEpsilonMicrosMax), LineageDeltaFemtosMax, SelectionDeltaFemtosMax);
}
