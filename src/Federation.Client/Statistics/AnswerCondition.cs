using Federation.Contracts.Type.V1;

namespace Federation.Client.Statistics;

/// <summary>A condition on the noisy values of one group.</summary>
public abstract record AnswerCondition
{
    /// <summary>Whether it holds; null where a measure that decides it has no value.</summary>
    public abstract bool? Holds(StatisticRow row);
}

/// <summary>Compares a measure with a number.</summary>
/// <param name="Index">Which measure.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">With what, in the measure's unit.</param>
public sealed record MeasureCondition(int Index, ComparisonOperator Operator, double Value) : AnswerCondition
{
    /// <inheritdoc/>
    public override bool? Holds(StatisticRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Estimates[Index].Value is not { } value ? null : Operator switch
        {
            ComparisonOperator.Equal => value == Value,
            ComparisonOperator.NotEqual => value != Value,
            ComparisonOperator.Less => value < Value,
            ComparisonOperator.LessOrEqual => value <= Value,
            ComparisonOperator.Greater => value > Value,
            _ => value >= Value,
        };
    }
}

/// <summary>Holds where every operand does.</summary>
/// <param name="Operands">At least 1.</param>
public sealed record EveryCondition(IReadOnlyList<AnswerCondition> Operands) : AnswerCondition
{
    /// <inheritdoc/>
    public override bool? Holds(StatisticRow row) =>
        Operands.Aggregate((bool?)true, (holds, operand) => holds & operand.Holds(row));
}

/// <summary>Holds where some operand does.</summary>
/// <param name="Operands">At least 1.</param>
public sealed record SomeCondition(IReadOnlyList<AnswerCondition> Operands) : AnswerCondition
{
    /// <inheritdoc/>
    public override bool? Holds(StatisticRow row) =>
        Operands.Aggregate((bool?)false, (holds, operand) => holds | operand.Holds(row));
}

/// <summary>Holds where its operand does not.</summary>
/// <param name="Operand">The operand.</param>
public sealed record NotCondition(AnswerCondition Operand) : AnswerCondition
{
    /// <inheritdoc/>
    public override bool? Holds(StatisticRow row) => !Operand.Holds(row);
}
