using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>The exact integers of a plan. Stores write them; only the noise step, in this room, can read
/// them.</summary>
/// <remarks>
/// Writing never fails because of a value: one outside what declarations allow is held to the range from 0 to 2⁶²,
/// because an error would tell of the data.
/// </remarks>
public sealed class ExactTable
{
    private const long ValueMax = 1L << 62;
    private readonly long[] _values;
    private readonly long[][] _counts;
    private readonly List<ExactGroup> _groups = [];

    /// <summary>Makes a table of zeros.</summary>
    public ExactTable(BoundedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        _values = new long[(plan.Selection is null ? plan.CellsCount : 1) * plan.Components.Count];
        _counts = [.. plan.CountedColumns.Select(column =>
            new long[plan.CellsCount * (int)(plan.Shape.Find(column)!.Bounds!.StepsCount + 1)])];
    }

    /// <summary>The plan that is answered.</summary>
    public BoundedPlan Plan { get; }

    /// <summary>Writes one integer.</summary>
    /// <param name="cell">Which cell, in the plan's order.</param>
    /// <param name="component">Which of the plan's components.</param>
    /// <param name="value">The exact sum over the rows of the cell.</param>
    /// <exception cref="ArgumentOutOfRangeException">The plan has no such cell or component.</exception>
    public void Set(int cell, int component, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, Plan.CellsCount);
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Plan.Components.Count);
        _values[(cell * Plan.Components.Count) + component] = long.Clamp(value, 0, ValueMax);
    }

    /// <summary>Writes how many rows of a cell have a grid index in a counted column.</summary>
    /// <param name="cell">Which cell, in the plan's order.</param>
    /// <param name="column">Which of the plan's counted columns.</param>
    /// <param name="index">The grid index; one outside the grid, which no engine returns, is held to its ends.</param>
    /// <param name="count">The rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The plan has no such cell or column.</exception>
    public void SetCount(int cell, int column, long index, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, Plan.CellsCount);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _counts.Length);
        var cells = _counts[column].Length / Plan.CellsCount;
        _counts[column][(cell * cells) + (int)long.Clamp(index, 0, cells - 1)] = long.Clamp(count, 0, ValueMax);
    }

    /// <summary>Reads the counts of the grid cells of one group: for the noise step only.</summary>
    internal ReadOnlySpan<long> CountsOf(int cell, int column)
    {
        var cells = _counts[column].Length / Plan.CellsCount;
        return _counts[column].AsSpan(cell * cells, cells);
    }

    /// <summary>Writes one group whose keys are not declared, and that has as many units as selection asks for.
    /// </summary>
    /// <param name="cell">Its cell among the declared groups.</param>
    /// <param name="keys">Its other keys, in the order of their columns in the plan.</param>
    /// <param name="size">The sum of what its units weigh.</param>
    /// <param name="values">One integer a component.</param>
    /// <exception cref="ArgumentException">The plan declares its keys, or has other columns or components.</exception>
    public void Add(int cell, IReadOnlyList<DomainValue> keys, long size, IReadOnlyList<long> values)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        if (Plan.Selection is null || values.Count != Plan.Components.Count
            || keys.Count != Plan.Groups.Count(group => group.Keys is not null))
        {
            throw new ArgumentException("The group does not fit the plan.", nameof(values));
        }

        var key = Plan.KeyOf(cell).ToArray();
        var next = 0;
        for (var position = 0; position < key.Length; position++)
        {
            key[position] = Plan.Groups[position].Keys is null ? key[position] : keys[next++];
        }

        _groups.Add(new ExactGroup(key, size, [.. values.Select(value => long.Clamp(value, 0, ValueMax))]));
    }

    /// <summary>Writes what all groups of too few units sum up to, so that it is counted with those not shown.
    /// </summary>
    public void SetRest(int component, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Plan.Components.Count);
        _ = Plan.Selection ?? throw new InvalidOperationException("The plan answers every group.");
        _values[component] = long.Clamp(value, 0, ValueMax);
    }

    /// <summary>The groups whose keys are not declared: for selection only.</summary>
    internal IReadOnlyList<ExactGroup> Groups => _groups;

    /// <summary>Reads one integer: for the noise step only. Without declared keys, cell 0 is the rest.</summary>
    internal long Get(int cell, int component) => _values[(cell * Plan.Components.Count) + component];

    /// <summary>Never shows a value.</summary>
    public override string ToString() => nameof(ExactTable);
}
