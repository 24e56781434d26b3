namespace Federation.Privacy.Queries;

/// <summary>How to compare a column with a constant.</summary>
public enum ComparisonOperator
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less than; numbers only.</summary>
    Less,

    /// <summary>Less than or equal; numbers only.</summary>
    LessOrEqual,

    /// <summary>Greater than; numbers only.</summary>
    Greater,

    /// <summary>Greater than or equal; numbers only.</summary>
    GreaterOrEqual,
}

/// <summary>A condition on one row of the bounded table, as asked. Three-valued, as in SQL: only true rows
/// count.</summary>
public abstract record Predicate;

/// <summary>Compares a column with a constant; unknown where the column has no value.</summary>
/// <param name="Column">A declared column.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">What to compare with.</param>
public sealed record Comparison(string Column, ComparisonOperator Operator, Literal Value) : Predicate;

/// <summary>Holds where a column has one of several values; unknown where it has none.</summary>
/// <param name="Column">A declared column.</param>
/// <param name="Values">The values: 1 to 256.</param>
public sealed record In(string Column, IReadOnlyList<Literal> Values) : Predicate;

/// <summary>Holds where a column has no value.</summary>
/// <param name="Column">A declared column.</param>
public sealed record IsNull(string Column) : Predicate;

/// <summary>Holds where every operand holds.</summary>
/// <param name="Operands">At least 1.</param>
public sealed record All(IReadOnlyList<Predicate> Operands) : Predicate;

/// <summary>Holds where at least one operand holds.</summary>
/// <param name="Operands">At least 1.</param>
public sealed record Any(IReadOnlyList<Predicate> Operands) : Predicate;

/// <summary>Holds where the operand is false; not where it is unknown.</summary>
/// <param name="Operand">What must be false.</param>
public sealed record Not(Predicate Operand) : Predicate;
