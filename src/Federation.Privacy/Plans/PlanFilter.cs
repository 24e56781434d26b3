using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Which rows of the bounded table count, in canonical form: no negation but in leaves, two-valued
/// leaves.</summary>
/// <remarks>A leaf is either true or false of a row; false where its column has no value (unless it tests for
/// that).</remarks>
public abstract record PlanFilter;

/// <summary>True where every operand is; with none, always true.</summary>
/// <param name="Operands">None, or at least 2.</param>
public sealed record AllOf(IReadOnlyList<PlanFilter> Operands) : PlanFilter;

/// <summary>True where at least one operand is; with none, never true.</summary>
/// <param name="Operands">None, or at least 2.</param>
public sealed record AnyOf(IReadOnlyList<PlanFilter> Operands) : PlanFilter;

/// <summary>True where the grid index k of a bounded column lies in one of the ranges; false where it is
/// excluded.</summary>
/// <param name="Column">A column with bounds.</param>
/// <param name="Ranges">Sorted, apart from each other, within [0, K]; at least 1.</param>
public sealed record GridRanges(string Column, IReadOnlyList<WholeRange> Ranges) : PlanFilter;

/// <summary>True where a whole-number column without bounds lies in one of the ranges; false where NULL.</summary>
/// <param name="Column">A column of kind <see cref="ColumnKind.Integer"/>.</param>
/// <param name="Ranges">Sorted, apart from each other; at least 1. Ends at the limits of 64 bits are open ends.</param>
public sealed record IntegerRanges(string Column, IReadOnlyList<WholeRange> Ranges) : PlanFilter;

/// <summary>True where a text or truth-value column is one of the values, or, negated, none of them; false where
/// NULL.</summary>
/// <param name="Column">A column of kind <see cref="ColumnKind.Text"/> or <see cref="ColumnKind.Boolean"/>.</param>
/// <param name="Values">Sorted, without repeats; at least 1 unless negated.</param>
/// <param name="IsNegated">Whether the column must be none of them. Never set for truth values.</param>
public sealed record ValueSet(string Column, IReadOnlyList<DomainValue> Values, bool IsNegated) : PlanFilter;

/// <summary>True where the raw column is NULL, or, negated, where it is not.</summary>
/// <param name="Column">A declared column.</param>
/// <param name="IsNegated">Whether it must hold a value.</param>
public sealed record NullTest(string Column, bool IsNegated) : PlanFilter;

/// <summary>Whole numbers from one end to the other, both included.</summary>
/// <param name="From">The smallest.</param>
/// <param name="To">The largest; not below the smallest.</param>
public readonly record struct WholeRange(long From, long To);
