namespace Federation.Privacy.Plans;

/// <summary>The noisy integers of a plan: private no more, and made by <see cref="Perturbation"/> only.</summary>
public sealed class NoisyTable
{
    private readonly long[] _values;

    internal NoisyTable(BoundedPlan plan, long[] values)
    {
        Plan = plan;
        _values = values;
    }

    /// <summary>The plan that is answered.</summary>
    public BoundedPlan Plan { get; }

    /// <summary>The integers of a cell: one a component, then those of the quantiles. They can be
    /// negative.</summary>
    /// <param name="cell">Which cell, in the plan's order.</param>
    public IReadOnlyList<long> ValuesOf(int cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, Plan.CellsCount);
        return _values[(cell * Plan.ValuesCount)..((cell + 1) * Plan.ValuesCount)];
    }
}
