using Federation.Answers;

namespace Federation.Privacy.Plans;

/// <summary>What a component sums over the rows of a cell. K is the number of grid steps, k a row's grid
/// index.</summary>
public enum ComponentKind
{
    /// <summary>1 for each row.</summary>
    CountRows,

    /// <summary>K − k for each row that counts in the column.</summary>
    PairLow,

    /// <summary>k for each row that counts in the column.</summary>
    PairHigh,

    /// <summary>(K − k)² for each row that counts in the column.</summary>
    TripleLow,

    /// <summary>2k(K − k) for each row that counts in the column.</summary>
    TripleMiddle,

    /// <summary>k² for each row that counts in the column.</summary>
    TripleHigh,

    /// <summary>1 for each privacy unit that has a row.</summary>
    CountUnits,

    /// <summary>1 for each value of the column that a row holds, of those with which units count.</summary>
    CountDistinct,
}

/// <summary>One integer of every cell.</summary>
/// <param name="Kind">What it sums.</param>
/// <param name="Column">The bounded column, or the one whose values are counted; null for rows and units.</param>
/// <param name="Noise">The noise that it is published with.</param>
/// <param name="Cost">The loss of the count, or of all parts of the pair or triple together.</param>
public sealed record PlanComponent(ComponentKind Kind, string? Column, NoiseDistribution Noise, PrivacyCost Cost)
{
    /// <summary>Whether it begins a count, a pair or a triple, which is charged once.</summary>
    public bool IsFirstOfPart =>
        Kind is not (ComponentKind.PairHigh or ComponentKind.TripleMiddle or ComponentKind.TripleHigh);
}

/// <summary>A column whose declared values or bins make groups.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Values">Its declared values, in declared order; or the lower ends of its bins, in ascending
/// order.</param>
/// <param name="BinSteps">How many grid steps a bin is wide; 0 where values make the groups. Grid index k is in bin
/// k / BinSteps, rounded down, but never beyond the last.</param>
public sealed record PlanGroup(string Column, IReadOnlyList<Schemas.DomainValue> Values, long BinSteps = 0)
{
    /// <summary>Where bins are of several widths, the grid index at which each begins, ascending from 0; else none.
    /// Grid index k is in the last bin that does not begin above it.</summary>
    public IReadOnlyList<long> Starts { get; init; } = [];

    /// <summary>How values that nobody declared make the groups; null where values or bins are declared.</summary>
    public Schemas.PrivateKeys? Keys { get; init; }

    /// <summary>Whether bins make the groups.</summary>
    public bool IsBinned => BinSteps > 0 || Starts.Count > 0;
}
