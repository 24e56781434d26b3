using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Adapter.Policies;

/// <summary>A lineage's budget that is granted anew each period, and the cap on all periods together.</summary>
/// <remarks>
/// Each period is (ε*, δ*)-DP by itself. Over n of them the guarantee adds up to n·(ε*, δ*), by basic composition, and
/// never to more than the cap, which is the same rule over all debits ever. Proof: docs/proofs/admission.md.
/// </remarks>
/// <param name="From">The first day of a period, at midnight in UTC; earlier ones are counted backwards.</param>
/// <param name="Days">How many days a period has, from 1.</param>
/// <param name="LifetimeEpsilonMicrosMax">ε of all periods together, in millionths of a nat.</param>
/// <param name="LifetimeDeltaFemtosMax">δ of all periods together, in units of 10⁻¹⁵.</param>
public sealed record BudgetRenewal(
    DateTimeOffset From, int Days, long LifetimeEpsilonMicrosMax, long LifetimeDeltaFemtosMax)
{
    /// <summary>The days, counted from 1970-01-01 UTC, of the period that a moment lies in: first, and first after.
    /// </summary>
    public (long First, long End) PeriodOf(DateTimeOffset moment)
    {
        var (origin, day) = (DayOf(From), DayOf(moment));
        var passed = day - origin;
        var number = passed >= 0 ? passed / Days : ((passed + 1) / Days) - 1;
        var first = origin + (number * Days);
        return (first, first + Days);
    }

    /// <summary>The day of a moment, counted from 1970-01-01 UTC.</summary>
    public static long DayOf(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds() >= 0 ? moment.ToUnixTimeSeconds() / 86_400
            : ((moment.ToUnixTimeSeconds() + 1) / 86_400) - 1;

    /// <summary>The rule over all periods: δ is set aside for single releases in the same part as in one.</summary>
    public AdmissionRule ToLifetimeRule(long deltaFemtos, long selectionDeltaFemtos) => new(
        new Epsilon(LifetimeEpsilonMicrosMax), LifetimeDeltaFemtosMax,
        deltaFemtos == 0 ? 0 : (long)((Int128)LifetimeDeltaFemtosMax * selectionDeltaFemtos / deltaFemtos));
}
