using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Turns a WHERE clause into the closed language of predicates.</summary>
internal sealed class SqlConditions(SqlText text)
{
    private const int DepthMax = 16;
    private const int ConditionsMax = 256;
    private const int MembersMax = 256;
    private int _conditions;

    /// <summary>Compiles one condition.</summary>
    /// <param name="condition">What the parser found.</param>
    /// <param name="depth">How many conditions are around it.</param>
    /// <exception cref="SqlFaultException">It is outside the supported subset.</exception>
    public Predicate Compile(BooleanExpression condition, int depth = 1)
    {
        while (condition is BooleanParenthesisExpression parenthesis)
        {
            condition = parenthesis.Expression;
        }

        if (++_conditions > ConditionsMax)
        {
            throw text.Fault(condition, $"A question has at most {ConditionsMax} conditions.");
        }

        if (depth > DepthMax)
        {
            throw text.Fault(condition, $"Conditions nest at most {DepthMax} deep.");
        }

        return condition switch
        {
            BooleanBinaryExpression binary => Join(binary, depth),
            BooleanNotExpression not => Not(Compile(not.Expression, depth + 1)),
            BooleanComparisonExpression comparison => Compare(comparison),
            InPredicate membership => Member(membership),
            BooleanIsNullExpression test => Null(test),
            BooleanTernaryExpression range => Between(range),
            _ => throw text.Fault(condition, "This condition is not supported."),
        };
    }

    private static Predicate Not(Predicate operand) => new() { Negation = operand };

    private Predicate Join(BooleanBinaryExpression binary, int depth)
    {
        var operands = Flatten(binary).Select(operand => Compile(operand, depth + 1)).ToList();
        return binary.BinaryExpressionType == BooleanBinaryExpressionType.And
            ? new Predicate { Conjunction = new Conjunction { Operands = { operands } } }
            : new Predicate { Disjunction = new Disjunction { Operands = { operands } } };
    }

    /// <summary>The operands of a chain such as <c>a AND b AND c</c>, which the parser leans to the left.</summary>
    private static List<BooleanExpression> Flatten(BooleanBinaryExpression chain)
    {
        var operands = new List<BooleanExpression>();
        BooleanExpression rest = chain;
        while (rest is BooleanBinaryExpression next && next.BinaryExpressionType == chain.BinaryExpressionType)
        {
            operands.Add(next.SecondExpression);
            rest = next.FirstExpression;
        }

        operands.Add(rest);
        operands.Reverse();
        return operands;
    }

    private Predicate Compare(BooleanComparisonExpression comparison)
    {
        var comparisonOperator = Operator(text, comparison);
        if (SqlConstants.Read(text, comparison.FirstExpression) is { } left)
        {
            var mirrored = SqlConstants.Read(text, comparison.SecondExpression) is null
                ? Mirror(comparisonOperator)
                : throw text.Fault(comparison, "A comparison needs a column on one side.");
            return Comparison(Column(comparison.SecondExpression), mirrored, left);
        }

        var column = Column(comparison.FirstExpression);
        return Comparison(column, comparisonOperator, Constant(comparison.SecondExpression));
    }

    /// <summary>The sign of a comparison.</summary>
    /// <exception cref="SqlFaultException">It is outside the supported subset.</exception>
    public static ComparisonOperator Operator(
        SqlText text, BooleanComparisonExpression comparison) => comparison.ComparisonType switch
        {
            BooleanComparisonType.Equals => ComparisonOperator.Equal,
            BooleanComparisonType.NotEqualToBrackets => ComparisonOperator.NotEqual,
            BooleanComparisonType.NotEqualToExclamation => ComparisonOperator.NotEqual,
            BooleanComparisonType.LessThan => ComparisonOperator.Less,
            BooleanComparisonType.LessThanOrEqualTo => ComparisonOperator.LessOrEqual,
            BooleanComparisonType.GreaterThan => ComparisonOperator.Greater,
            BooleanComparisonType.GreaterThanOrEqualTo => ComparisonOperator.GreaterOrEqual,
            _ => throw text.Fault(comparison, "This comparison is not supported."),
        };

    /// <summary>The sign with both sides exchanged.</summary>
    public static ComparisonOperator Mirror(ComparisonOperator comparisonOperator) => comparisonOperator switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparisonOperator,
    };

    private Predicate Member(InPredicate membership)
    {
        if (membership.Subquery is not null)
        {
            throw text.Fault(membership.Subquery, "A question inside a question is not supported.");
        }

        if (membership.Values.Count > MembersMax)
        {
            throw text.Fault(membership.Values[MembersMax], $"IN takes at most {MembersMax} values.");
        }

        var column = Column(membership.Expression);
        var member = new Predicate { Membership = new Membership { Column = column } };
        member.Membership.Values.AddRange(membership.Values.Select(Constant));
        return membership.NotDefined ? Not(member) : member;
    }

    private Predicate Null(BooleanIsNullExpression test)
    {
        var isNull = new Predicate { NullTest = new NullTest { Column = Column(test.Expression) } };
        return test.IsNot ? Not(isNull) : isNull;
    }

    private Predicate Between(BooleanTernaryExpression range)
    {
        var column = Column(range.FirstExpression);
        var inside = new Predicate { Conjunction = new Conjunction() };
        inside.Conjunction.Operands.Add(
            Comparison(column, ComparisonOperator.GreaterOrEqual, Constant(range.SecondExpression)));
        inside.Conjunction.Operands.Add(
            Comparison(column, ComparisonOperator.LessOrEqual, Constant(range.ThirdExpression)));
        return range.TernaryExpressionType switch
        {
            BooleanTernaryExpressionType.Between => inside,
            BooleanTernaryExpressionType.NotBetween => Not(inside),
            _ => throw text.Fault(range, "This condition is not supported."),
        };
    }

    private Value Constant(ScalarExpression expression) => SqlConstants.Read(text, expression)
        ?? throw text.Fault(expression, "A column is compared with a constant: a number, a 'text', TRUE or FALSE.");

    private string Column(ScalarExpression expression) => SqlNames.Column(text, expression);

    private static Predicate Comparison(string column, ComparisonOperator comparisonOperator, Value value) => new()
    {
        Comparison = new Comparison { Column = column, Operator = comparisonOperator, Value = value },
    };
}
