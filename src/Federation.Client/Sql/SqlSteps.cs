using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Turns HAVING, ORDER BY and LIMIT into what the client does with noisy values.</summary>
internal sealed class SqlSteps(SqlText text, AggregateQuery query)
{
    private const int DepthMax = 16;
    private const int ConditionsMax = 256;
    private const int LimitMax = 10_000;
    private int _conditions;

    /// <summary>Compiles the steps of a question.</summary>
    /// <param name="specification">What the parser found.</param>
    /// <param name="limit">The word LIMIT and its number; null without.</param>
    /// <exception cref="SqlFaultException">A step is outside the supported subset.</exception>
    public AnswerSteps Compile(
        QuerySpecification specification, (TSqlParserToken Word, TSqlParserToken Number)? limit)
    {
        var (having, order) = (specification.HavingClause, specification.OrderByClause);
        if (query.GroupBy.Count == 0)
        {
            RefuseWithoutGroups(having, order, limit?.Word);
        }

        return new AnswerSteps(
            having is null ? null : Condition(having.SearchCondition, 1),
            [.. order?.OrderByElements.Select(Order) ?? []],
            limit is { } given ? LimitOf(given.Number) : null);
    }

    private void RefuseWithoutGroups(HavingClause? having, OrderByClause? order, TSqlParserToken? limit)
    {
        const string problem = "HAVING, ORDER BY and LIMIT need GROUP BY: without groups there is one row.";
        if (having is not null)
        {
            throw text.Fault(having.StartOffset, "HAVING".Length, problem);
        }

        if (order is not null)
        {
            throw text.Fault(order.StartOffset, "ORDER".Length, problem);
        }

        if (limit is not null)
        {
            throw text.Fault(limit.Offset, limit.Text.Length, problem);
        }
    }

    private int LimitOf(TSqlParserToken number) =>
        int.TryParse(number.Text, out var count) && count is >= 1 and <= LimitMax
            ? count
            : throw text.Fault(number.Offset, number.Text.Length, $"LIMIT takes a number from 1 to {LimitMax}.");

    private AnswerOrder Order(ExpressionWithSortOrder element)
    {
        var isDescending = element.SortOrder == SortOrder.Descending;
        if (element.Expression is FunctionCall function && !SqlGroup.IsBins(function))
        {
            return new AnswerOrder(IsMeasure: true, MeasureIndex(function), isDescending);
        }

        var group = SqlGroup.Of(text, element.Expression);
        var index = query.GroupBy.IndexOf(group.Column);
        var isKnown = index >= 0
            && (group.Bins is null || query.Bins.Contains(group.Bins));
        return isKnown
            ? new AnswerOrder(IsMeasure: false, index, isDescending)
            : throw text.Fault(element.Expression, "ORDER BY takes columns of GROUP BY and measures of SELECT.");
    }

    private AnswerCondition Condition(BooleanExpression condition, int depth)
    {
        while (condition is BooleanParenthesisExpression parenthesis)
        {
            condition = parenthesis.Expression;
        }

        if (++_conditions > ConditionsMax || depth > DepthMax)
        {
            throw text.Fault(
                condition, $"HAVING takes at most {ConditionsMax} conditions, nested at most {DepthMax} deep.");
        }

        return condition switch
        {
            BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } both =>
                new EveryCondition(Operands(both, depth)),
            BooleanBinaryExpression either => new SomeCondition(Operands(either, depth)),
            BooleanNotExpression not => new NotCondition(Condition(not.Expression, depth + 1)),
            BooleanTernaryExpression range => Between(range),
            BooleanComparisonExpression comparison => Compare(comparison),
            _ => throw text.Fault(condition, "This condition is not supported in HAVING."),
        };
    }

    private AnswerCondition[] Operands(BooleanBinaryExpression binary, int depth) =>
        [Condition(binary.FirstExpression, depth + 1), Condition(binary.SecondExpression, depth + 1)];

    private MeasureCondition Compare(BooleanComparisonExpression comparison)
    {
        var (sign, left, right) = (
            SqlConditions.Operator(text, comparison), comparison.FirstExpression, comparison.SecondExpression);
        return SqlConstants.Read(text, left) is null
            ? new MeasureCondition(MeasureIndex(left), sign, Number(right))
            : new MeasureCondition(MeasureIndex(right), SqlConditions.Mirror(sign), Number(left));
    }

    private AnswerCondition Between(BooleanTernaryExpression range)
    {
        var index = MeasureIndex(range.FirstExpression);
        var inside = new EveryCondition(
        [
            new MeasureCondition(index, ComparisonOperator.GreaterOrEqual, Number(range.SecondExpression)),
            new MeasureCondition(index, ComparisonOperator.LessOrEqual, Number(range.ThirdExpression)),
        ]);
        return range.TernaryExpressionType == BooleanTernaryExpressionType.Between ? inside : new NotCondition(inside);
    }

    private double Number(ScalarExpression expression) => SqlConstants.Read(text, expression) switch
    {
        { KindCase: Value.KindOneofCase.Integer } whole => whole.Integer,
        { KindCase: Value.KindOneofCase.Decimal } value => (double)ReleaseTable.Number(value.Decimal),
        _ => throw text.Fault(expression, "HAVING compares a measure with a number."),
    };

    private int MeasureIndex(ScalarExpression expression)
    {
        while (expression is ParenthesisExpression parenthesis)
        {
            expression = parenthesis.Expression;
        }

        var index = expression is FunctionCall function
            ? query.Measures.IndexOf(SqlMeasures.Compile(text, function))
            : throw text.Fault(expression, "HAVING takes measures of SELECT; conditions on columns belong in WHERE.");
        return index >= 0
            ? index
            : throw text.Fault(expression, "HAVING and ORDER BY take measures that are selected: select it as well.");
    }
}
