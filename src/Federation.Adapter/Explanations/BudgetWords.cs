using Federation.Adapter.Policies;

namespace Federation.Adapter.Explanations;

/// <summary>What a renewed or granted budget means for the guarantee.</summary>
internal static class BudgetWords
{
    public static IEnumerable<string> Of(BudgetRules budget)
    {
        if (budget.Renewal is { } renewal)
        {
            var each = Guarantee(budget.LineageEpsilonMicrosMax, budget.LineageDeltaFemtosMax);
            var all = Guarantee(renewal.LifetimeEpsilonMicrosMax, renewal.LifetimeDeltaFemtosMax);
            yield return $"  granted anew every {Words.Count(renewal.Days, "day", "days")}, counted from " +
                $"{Words.Instant(renewal.From)}, for the lineage, trainers and purposes alike";
            yield return $"  WARNING: each period adds {each} to what can be learned of one unit (basic " +
                $"composition); over all periods at most {all}";
        }

        if (budget.Slice is { } slice)
        {
            var granted = Guarantee(slice.EpsilonMicros, slice.DeltaFemtos);
            yield return $"  spent from a slice of {granted} that its home, {slice.HomeSilo}, granted and debited: " +
                "nothing is spent of the lineage beyond it";
        }
    }

    private static string Guarantee(long epsilonMicros, long deltaFemtos) => deltaFemtos == 0
        ? Words.Epsilon(epsilonMicros)
        : $"({Words.Epsilon(epsilonMicros)}, {Words.Delta(deltaFemtos)})";
}
