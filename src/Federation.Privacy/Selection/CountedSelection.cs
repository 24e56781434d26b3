using Federation.Privacy.Randomness;

namespace Federation.Privacy.Selection;

/// <summary>Selects groups by their numbers of units, each with the best odds that its share of (ε, δ) allows.
/// </summary>
/// <remarks>
/// Guarantee: (ε, δ)-DP for all groups together. A unit is in at most D of them, so each gets ε / D and δ / D, rounded
/// down. Proof: docs/proofs/key-selection.md.
/// </remarks>
public sealed record CountedSelection : KeySelection
{
    private readonly PartitionSelection _odds;
    private readonly Epsilon _epsilon;
    private readonly long _deltaFemtos;

    private CountedSelection(int groupsPerUnit, long unitsMin, Epsilon epsilon, long deltaFemtos)
        : base(groupsPerUnit, unitsMin, CostOf(groupsPerUnit, epsilon, deltaFemtos))
    {
        (_epsilon, _deltaFemtos) = (epsilon, deltaFemtos);
        _odds = new PartitionSelection(epsilon, deltaFemtos, unitsMin);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Weights => [];

    /// <inheritdoc/>
    public override long UnitsHiddenBelow => _odds.CertainFrom;

    /// <inheritdoc/>
    internal override double UnitsShownByHalf
    {
        get
        {
            var (below, from) = (UnitsMin - 1, _odds.CertainFrom);
            while (from - below > 1)
            {
                var middle = below + ((from - below) / 2);
                (below, from) = _odds.Probability(middle) < 0.5 ? (middle, from) : (below, middle);
            }

            return from;
        }
    }

    /// <inheritdoc/>
    internal override IEnumerable<long> Parameters => [_epsilon.Micros, _deltaFemtos];

    /// <summary>Shares a loss among the groups of a unit; null where a share would be too small to select with.
    /// </summary>
    /// <param name="groupsPerUnit">D; at least 1.</param>
    /// <param name="unitsMin">The fewest units; at least 1.</param>
    /// <param name="epsilonMicros">ε of the whole choice.</param>
    /// <param name="deltaFemtos">δ of the whole choice.</param>
    internal static CountedSelection? Of(int groupsPerUnit, long unitsMin, long epsilonMicros, long deltaFemtos)
    {
        var (epsilon, delta) = (epsilonMicros / groupsPerUnit, deltaFemtos / groupsPerUnit);
        return epsilon >= PartitionSelection.EpsilonMicrosMin && delta >= 1
            ? new CountedSelection(groupsPerUnit, unitsMin, new Epsilon(epsilon), delta) : null;
    }

    /// <inheritdoc/>
    internal override bool Keeps(long size, INoiseSource noise) => _odds.Keeps(size, noise);

    /// <summary>Two of one plan are alike where their parameters are.</summary>
    public bool Equals(CountedSelection? other) => other is not null && base.Equals(other)
        && _epsilon == other._epsilon && _deltaFemtos == other._deltaFemtos;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), _epsilon, _deltaFemtos);

    /// <summary>The cost of D choices, each at its share.</summary>
    private static PrivacyCost CostOf(int groups, Epsilon epsilon, long deltaFemtos)
    {
        var one = PrivacyCost.OfApproximate(epsilon, deltaFemtos);
        return new PrivacyCost(
            checked(groups * one.EpsilonMicros), checked(groups * one.RhoMicros), checked(groups * one.DeltaFemtos));
    }
}
