using Federation.Adapter.Policies;

namespace Federation.Adapter.Explanations;

/// <summary>What the crowd rule of a policy does, and what it costs.</summary>
internal static class CrowdWords
{
    public static IEnumerable<string> Of(DatasetPolicy policy)
    {
        if (policy.Samples?.Crowd is not { } rules || CrowdReader.CrowdOf(rules) is not { } crowd)
        {
            yield break;
        }

        var unit = Words.Unit(policy);
        yield return $"{Words.Count(rules.Words, "word", "words")} or " +
            $"{Words.Count(rules.Characters, "Chinese character", "Chinese characters")} in a row that fewer than " +
            $"{Words.Count(rules.UnitsMin, $"different {unit}", $"different {unit}")} use " +
            (rules.HoldsBack ? "hold their record back" : "are masked as [RARE]") +
            ", and so is what none of them counts with";
        yield return $"  units are counted, not records, each with at most {rules.SpansPerUnit} such spans, under " +
            $"noise that is drawn once an epoch: where each has as many, a span of {crowd.UnitsKeptByHalf} passes in " +
            "half of all cases";
        yield return $"  that costs the lineage {Words.Epsilon(rules.EpsilonMicros)} at " +
            $"{Words.Delta(rules.DeltaFemtos)} once an epoch, when the adapter starts";
    }
}
