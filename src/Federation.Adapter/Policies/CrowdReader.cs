using Federation.Hosting.Configuration;
using Federation.Privacy.Selection;

namespace Federation.Adapter.Policies;

/// <summary>Reads the crowd rule of a policy's samples.</summary>
internal static class CrowdReader
{
    private const long DeltaFemtosMax = 1_000_000_000_000;
    private const int SpanMax = 20;

    /// <summary>The rule; null where there is none.</summary>
    /// <param name="samples">What samples may hold.</param>
    /// <param name="budget">What the lineage grants.</param>
    public static CrowdRules? Read(YamlMap samples, BudgetRules budget)
    {
        if (samples.OptionalMap("crowd") is not { } map)
        {
            return null;
        }

        var rules = new CrowdRules(
            map.RequiredInteger("unitsMin", 2, 1_000_000_000), BudgetReader.ReadMicros(map, "epsilon", 10_000_000),
            map.OptionalFemtos("delta", DeltaFemtosMax), (int)map.RequiredInteger("words", 1, SpanMax),
            (int)map.RequiredInteger("characters", 1, SpanMax),
            (int)map.RequiredInteger("spansPerUnit", 1, SpanCrowd.SpansPerUnitMax),
            map.RequiredChoice("rare", "mask", "hold-back") == "hold-back");
        if (!map.Has("delta"))
        {
            map.Reject("delta", "'delta' is missing", "add 'delta:' far below 1 over the number of units, like 1e-9");
        }
        else if (map.IsConfirmed("delta") && map.IsConfirmed("epsilon") && map.IsConfirmed("spansPerUnit")
            && CrowdOf(rules) is null)
        {
            map.Reject("epsilon", "'epsilon' and 'delta' are too small to compare so many spans with",
                "raise one of them, or lower spansPerUnit");
        }

        if (rules.DeltaFemtos > budget.SelectionDeltaFemtosMax && map.IsConfirmed("delta"))
        {
            map.Reject("delta", "'delta' is above 'selectionDelta' of the budget",
                "lower it, or write a larger selectionDelta");
        }

        return rules;
    }

    /// <summary>An empty count under a rule; null where its ε and δ are too small.</summary>
    public static SpanCrowd? CrowdOf(CrowdRules rules) =>
        SpanCrowd.Of(rules.SpansPerUnit, rules.UnitsMin, rules.EpsilonMicros, rules.DeltaFemtos);
}
