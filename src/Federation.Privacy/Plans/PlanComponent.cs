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
}

/// <summary>One integer of every cell.</summary>
/// <param name="Kind">What it sums.</param>
/// <param name="Column">The bounded column; null for rows.</param>
/// <param name="Noise">The noise that it is published with.</param>
/// <param name="EpsilonMicros">The loss of the count, or of both halves of the pair together.</param>
public sealed record PlanComponent(ComponentKind Kind, string? Column, NoiseDistribution Noise, long EpsilonMicros);

/// <summary>A column whose declared values make groups.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Values">Its declared values, in declared order.</param>
public sealed record PlanGroup(string Column, IReadOnlyList<Schemas.DomainValue> Values);
