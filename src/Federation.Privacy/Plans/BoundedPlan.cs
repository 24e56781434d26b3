using Federation.Answers;
using Federation.Privacy.Schemas;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Plans;

/// <summary>What a store may run: made by the planner from public data only, bounded, total and in canonical
/// form.</summary>
/// <remarks>Cells are numbered with the last group column changing fastest, in the order of the declared
/// domains.</remarks>
public sealed class BoundedPlan
{
    private readonly byte[] _canonicalBytes;

    internal BoundedPlan(
        DatasetShape shape, PlanFilter filter, IReadOnlyList<PlanGroup> groups, IReadOnlyList<PlanComponent> components,
        IReadOnlyList<PlanQuantile> quantiles, PrivacyCost cost, KeySelection? selection = null)
    {
        Shape = shape;
        Filter = filter;
        Groups = groups;
        Components = components;
        Quantiles = quantiles;
        Cost = cost;
        Selection = selection;
        CellsCount = groups.Where(group => group.Keys is null)
            .Aggregate(1, (count, group) => count * group.Values.Count);
        _canonicalBytes = PlanEncoding.Encode(this);
    }

    /// <summary>The declared dataset.</summary>
    public DatasetShape Shape { get; }

    /// <summary>Which rows of the bounded table count; an <see cref="AllOf"/> without operands for all.</summary>
    public PlanFilter Filter { get; }

    /// <summary>The columns of the groups, sorted by name; empty for one cell over all rows.</summary>
    public IReadOnlyList<PlanGroup> Groups { get; }

    /// <summary>How groups are chosen, where keys are not declared; null where every group is answered.</summary>
    public KeySelection? Selection { get; }

    /// <summary>The most groups that a unit is counted in, where that bounds more than its records and the groups
    /// themselves do; null where it does not.</summary>
    public int? GroupsPerUnit =>
        Shape.UnitColumn is not null && Groups.Count > 0 && Shape.GroupsPerUnitBound < Shape.RecordsPerUnitBound
        && (Selection is not null || Shape.GroupsPerUnitBound < CellsCount) ? Shape.GroupsPerUnitBound : null;

    /// <summary>How many cells the declared groups make: the product of the domains; 1 without groups.</summary>
    public int CellsCount { get; }

    /// <summary>The integers of every cell: rows, units, then pairs and triples, low before high, by column
    /// name.</summary>
    public IReadOnlyList<PlanComponent> Components { get; }

    /// <summary>What is told of quantiles, by column name and quantile; none in most questions.</summary>
    public IReadOnlyList<PlanQuantile> Quantiles { get; }

    /// <summary>The columns whose grid cells are counted one by one, for quantiles.</summary>
    public IReadOnlyList<string> CountedColumns =>
        [.. Quantiles.Select(quantile => quantile.Column).Distinct(StringComparer.Ordinal)];

    /// <summary>How many integers a cell of the answer has: one a component, then those of the quantiles.</summary>
    public int ValuesCount => Components.Count + Quantiles.Sum(quantile => quantile.ValuesCount);

    /// <summary>The parts that the components and quantiles were made of, with their sensitivities.</summary>
    internal IReadOnlyList<PlanPart> Parts { get; init; } = [];

    /// <summary>What the release costs the lineage.</summary>
    public PrivacyCost Cost { get; }

    /// <summary>The question in canonical bytes: equal exactly where question, dataset version, grid and noise
    /// are.</summary>
    public ReadOnlyMemory<byte> CanonicalBytes => _canonicalBytes.ToArray();

    /// <summary>What is asked and which kinds of noise it gets, at any precision: equal where the exact integers are.
    /// </summary>
    public ReadOnlyMemory<byte> SubjectBytes => PlanEncoding.EncodeSubject(this);

    /// <summary>Whether every integer gets discrete Gaussian noise and every group is answered: then another answer to
    /// the same question, at a ρ of its own, can be put together with this one.</summary>
    public bool IsRefinable => Selection is null
        && Components.All(component => component.Noise.Kind == NoiseKind.DiscreteGaussian)
        && Quantiles.All(quantile => quantile.Noise.Kind == NoiseKind.DiscreteGaussian);

    /// <summary>The values of the declared group columns of a cell, in the order of <see cref="Groups"/>; of a column
    /// without declared keys, the empty text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public IReadOnlyList<DomainValue> KeyOf(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, CellsCount);
        var key = new DomainValue[Groups.Count];
        for (var position = Groups.Count - 1; position >= 0; position--)
        {
            if (Groups[position].Keys is not null)
            {
                key[position] = DomainValue.Of("");
                continue;
            }

            var values = Groups[position].Values;
            key[position] = values[cell % values.Count];
            cell /= values.Count;
        }

        return key;
    }
}
