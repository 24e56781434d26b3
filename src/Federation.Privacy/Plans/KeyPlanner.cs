using Federation.Answers;
using Federation.Privacy.Schemas;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Plans;

/// <summary>What a question over undeclared keys spends on choosing them, and what it leaves for its numbers.</summary>
/// <remarks>
/// The choice gets one share of ε, as each part of the answer does. Of the two mechanisms the one is taken whose groups
/// need fewer units to be shown in half of all cases, where each unit is in as many groups as it may: from public
/// numbers alone. Proof of both: docs/proofs/key-selection.md.
/// </remarks>
internal static class KeyPlanner
{
    /// <summary>The fewest units that a group is read with.</summary>
    public static long UnitsMinOf(DatasetShape shape) => Math.Max(
        shape.KeyUnitsMin, (shape.RowsMax + KeySelection.GroupsReadMax - 1) / KeySelection.GroupsReadMax);

    /// <summary>The choice, and what it leaves. δ is halved where the numbers can use a half of it, else the choice has
    /// all.</summary>
    /// <param name="parts">The parts of the answer.</param>
    /// <param name="shape">The declared dataset.</param>
    /// <param name="epsilon">ε of the whole answer.</param>
    /// <param name="deltaFemtos">δ of the whole answer.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static KeyShare Share(
        IReadOnlyList<PlanPart> parts, DatasetShape shape, Epsilon epsilon, long deltaFemtos, List<QueryFault> faults)
    {
        var share = epsilon.Micros / (parts.Count + 1);
        var left = new Epsilon(epsilon.Micros - share);
        var half = deltaFemtos / 2;
        var usesDelta = left.Micros >= parts.Count
            && NoiseChoice.Of(parts, left, half)?.Any(part => part.Noise.Kind == NoiseKind.DiscreteGaussian) == true;
        var kept = usesDelta ? half : 0;
        return new KeyShare(Select(shape, share, deltaFemtos - kept, faults), left, kept);
    }

    /// <summary>The better of the two mechanisms; null, and a fault, where neither can select.</summary>
    private static KeySelection? Select(
        DatasetShape shape, long epsilonMicros, long deltaFemtos, List<QueryFault> faults)
    {
        if (deltaFemtos < shape.GroupsPerUnitBound)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.DeltaTooSmall, "delta",
                "Groups of undeclared keys need a δ: ask with more, or group by declared values."));
            return null;
        }

        var (groups, unitsMin) = (shape.GroupsPerUnitBound, UnitsMinOf(shape));
        KeySelection? counted = CountedSelection.Of(groups, unitsMin, epsilonMicros, deltaFemtos);
        KeySelection? weighted = groups == 1
            ? null : WeightedSelection.Of(groups, unitsMin, epsilonMicros, deltaFemtos);
        var better = counted is null || weighted?.UnitsShownByHalf < counted.UnitsShownByHalf ? weighted : counted;
        if (better is null)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.EpsilonTooSmall, "epsilon",
                "Spend more on this: keys cannot be selected with so little."));
        }

        return better;
    }
}
