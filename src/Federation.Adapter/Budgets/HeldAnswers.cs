using Federation.Adapter.Permits;
using Federation.Privacy;
using Federation.Privacy.Plans;

namespace Federation.Adapter.Budgets;

/// <summary>
/// The best answer that a trainer holds to a question, whatever ε it was asked at: one answer, or the last of several
/// with Gaussian noise, each of which refined those before.
/// </summary>
/// <param name="Draws">The accesses whose noise is in it, oldest first; at least one.</param>
internal sealed record HeldAnswers(IReadOnlyList<AccessState> Draws)
{
    /// <summary>What its trainer paid: ε as asked for, with ρ and δ of the draws.</summary>
    public PrivacyCost Paid { get; } = Draws
        .Aggregate(default(PrivacyCost), (sum, draw) => sum + WireCosts.Read(draw.Intent.TrainerCost));

    /// <summary>The access whose release gave it.</summary>
    public AccessState Last => Draws[^1];

    /// <summary>Whether it is at least as precise as an answer with the same kinds of noise would be.</summary>
    public bool IsAsPreciseAs(PermittedQuery permitted) => permitted.Plan.IsRefinable
        ? permitted.Plan.Cost.RhoMicros <= Paid.RhoMicros
        : permitted.Epsilon.Micros <= Paid.EpsilonMicros
            && permitted.Plan.Cost.RhoMicros <= Paid.RhoMicros
            && permitted.Plan.Cost.DeltaFemtos <= Paid.DeltaFemtos;

    /// <summary>Whether it is at least as precise as another answer to the same question.</summary>
    public bool IsAsPreciseAs(HeldAnswers other) =>
        other.Paid.RhoMicros <= Paid.RhoMicros && other.Paid.DeltaFemtos <= Paid.DeltaFemtos;

    /// <summary>
    /// The draw that makes it as precise as asked, by the difference in ρ alone; null where none can.
    /// </summary>
    /// <remarks>ρ of zero-concentrated differential privacy adds up, whatever the order and however the draws are put
    /// together afterwards (docs/proofs/refinement.md).</remarks>
    public BoundedPlan? DrawFor(PermittedQuery permitted) => Draws.Count < Answers.Refinement.TermsMax
        ? Planner.Refine(permitted.Plan, permitted.Plan.Cost.RhoMicros - Paid.RhoMicros) : null;

    /// <summary>The ε that its trainer pays for the step from here to what is asked; at least a millionth.</summary>
    public long StepMicros(PermittedQuery permitted) =>
        Math.Max(1, permitted.Epsilon.Micros - Math.Min(permitted.Epsilon.Micros, Paid.EpsilonMicros));
}
