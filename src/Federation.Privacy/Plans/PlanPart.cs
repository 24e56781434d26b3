using System.Numerics;

namespace Federation.Privacy.Plans;

/// <summary>Integers of every cell that are released together: a count, a pair or a triple.</summary>
/// <param name="Column">The bounded column; null for rows and units.</param>
/// <param name="Kinds">What each integer sums.</param>
/// <param name="RowMax">The most that one row adds to one integer.</param>
/// <param name="Sensitivity">Δ₁: how far all integers of all cells move in L1 with one privacy unit.</param>
/// <param name="SquareOfSensitivity">Δ₂²: the square of how far they move in L2.</param>
/// <remarks>Of a picked quantile, which gets no noise added, Δ₁ is twice how far a score moves. Proof of both
/// sensitivities: docs/proofs/noise-choice.md.</remarks>
internal sealed record PlanPart(
    string? Column, IReadOnlyList<ComponentKind> Kinds, Int128 RowMax, Int128 Sensitivity,
    BigInteger SquareOfSensitivity)
{
    /// <summary>Which quantile the part picks; null where it adds noise to integers.</summary>
    public Fraction? Fraction { get; init; }

    /// <summary>Sums of what rows add to one cell each, in L1 and in L2 at most the same: all rows of a unit may be in
    /// one cell, and in one of its integers.</summary>
    /// <param name="column">The bounded column; null for rows.</param>
    /// <param name="records">C, the most rows of a unit.</param>
    /// <param name="rowMax">The most that one row adds to its integers together.</param>
    /// <param name="kinds">What each integer sums.</param>
    public static PlanPart InOneCell(string? column, Int128 records, Int128 rowMax, params ComponentKind[] kinds)
    {
        var sensitivity = records * rowMax;
        return new PlanPart(column, kinds, rowMax, sensitivity, (BigInteger)sensitivity * sensitivity);
    }

    /// <summary>A count to which a unit adds at most 1 a cell, in a number of cells: in L2 it moves by the root of
    /// that number only.</summary>
    public static PlanPart OverCells(Int128 cellsCount, ComponentKind kind) =>
        new(null, [kind], 1, cellsCount, cellsCount);
}
