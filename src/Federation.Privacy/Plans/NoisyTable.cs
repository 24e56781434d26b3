using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>The noisy integers of a plan: private no more, and made by <see cref="Perturbation"/> only.</summary>
public sealed class NoisyTable
{
    private readonly long[] _values;
    private readonly IReadOnlyList<DomainValue>[]? _keys;

    internal NoisyTable(
        BoundedPlan plan, long[] values, IReadOnlyList<DomainValue>[]? keys = null, bool isCut = false)
    {
        Plan = plan;
        _values = values;
        _keys = keys;
        IsCut = isCut;
    }

    /// <summary>The plan that is answered.</summary>
    public BoundedPlan Plan { get; }

    /// <summary>How many groups are shown.</summary>
    public int CellsCount => _keys?.Length ?? Plan.CellsCount;

    /// <summary>Whether more groups were selected than can be shown.</summary>
    public bool IsCut { get; }

    /// <summary>The integers of all groups that are not shown, one a component; empty where all are.</summary>
    public IReadOnlyList<long> Rest => _keys is null ? [] : _values[(_keys.Length * Plan.ValuesCount)..];

    /// <summary>The value of each group column of a group that is shown.</summary>
    /// <param name="cell">Which group, in the plan's order, or in that of the selected keys.</param>
    public IReadOnlyList<DomainValue> KeyOf(int cell) => _keys is null ? Plan.KeyOf(cell) : _keys[cell];

    /// <summary>The integers of a group: one a component, then those of the quantiles. They can be negative.</summary>
    /// <param name="cell">Which group, in the plan's order, or in that of the selected keys.</param>
    public IReadOnlyList<long> ValuesOf(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, CellsCount);
        return _values[(cell * Plan.ValuesCount)..((cell + 1) * Plan.ValuesCount)];
    }
}
