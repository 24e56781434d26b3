using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Wire = Federation.Contracts.Type.V1;

namespace Federation.Adapter.Requests;

/// <summary>
/// Reads the wire's question into the typed query of the privacy core. Every part is checked; none is guessed.
/// </summary>
internal static class WireQuery
{
    private const int DepthMax = 16;

    public static TypedQuery Parse(Wire.AggregateQuery? query)
    {
        if (query is null)
        {
            throw Refusals.RequestInvalid("query", "is required");
        }

        return new TypedQuery(
            query.Dataset,
            query.Filter is null ? null : ParsePredicate(query.Filter, 1),
            [.. query.GroupBy],
            [.. query.Measures.Select(ParseMeasure)])
        {
            Bins = [.. query.Bins.Select(ParseBins)],
            QuantileForm = query.QuantileForm switch
            {
                Wire.QuantileForm.Selected => QuantileForm.Selected,
                Wire.QuantileForm.Tree => QuantileForm.Tree,
                _ => 0, // Refused where a quantile is asked.
            },
        };
    }

    private static Measure ParseMeasure(Wire.Measure measure) => new(
        measure.Kind switch
        {
            Wire.MeasureKind.Count => MeasureKind.Count,
            Wire.MeasureKind.Sum => MeasureKind.Sum,
            Wire.MeasureKind.Mean => MeasureKind.Mean,
            Wire.MeasureKind.Variance => MeasureKind.Variance,
            Wire.MeasureKind.StandardDeviation => MeasureKind.StandardDeviation,
            Wire.MeasureKind.Units => MeasureKind.Units,
            Wire.MeasureKind.Quantile => MeasureKind.Quantile,
            _ => throw Refusals.RequestInvalid(
                "measures.kind", "must be COUNT, SUM, MEAN, VARIANCE, STANDARD_DEVIATION, UNITS or QUANTILE"),
        },
        measure.Column.Length == 0 ? null : measure.Column)
    {
        Quantile = measure.Quantile is null ? null : WireDecimal.Parse(measure.Quantile, "measures.quantile"),
    };

    private static Bins ParseBins(Wire.Bins bins) => bins.SizeCase switch
    {
        Wire.Bins.SizeOneofCase.Width => new BinsOfWidth(bins.Column, WireDecimal.Parse(bins.Width, "bins.width")),
        Wire.Bins.SizeOneofCase.BinsCount => new BinsOfCount(bins.Column, bins.BinsCount),
        Wire.Bins.SizeOneofCase.Calendar => new BinsOfCalendar(bins.Column, bins.Calendar switch
        {
            Wire.CalendarUnit.Day => CalendarUnit.Day,
            Wire.CalendarUnit.Week => CalendarUnit.Week,
            Wire.CalendarUnit.Month => CalendarUnit.Month,
            Wire.CalendarUnit.Quarter => CalendarUnit.Quarter,
            Wire.CalendarUnit.Year => CalendarUnit.Year,
            _ => throw Refusals.RequestInvalid("bins.calendar", "must be DAY, WEEK, MONTH, QUARTER or YEAR"),
        }),
        _ => throw Refusals.RequestInvalid("bins", "must set a width, a count or a stretch of the calendar"),
    };

    private static Predicate ParsePredicate(Wire.Predicate predicate, int depth)
    {
        if (depth > DepthMax)
        {
            throw Refusals.RequestInvalid("filter", $"must be nested at most {DepthMax} deep");
        }

        return predicate.KindCase switch
        {
            Wire.Predicate.KindOneofCase.Comparison => ParseComparison(predicate.Comparison),
            Wire.Predicate.KindOneofCase.Membership => new In(
                predicate.Membership.Column, [.. predicate.Membership.Values.Select(ParseConstant)]),
            Wire.Predicate.KindOneofCase.NullTest => new IsNull(predicate.NullTest.Column),
            Wire.Predicate.KindOneofCase.Conjunction => new All(
                [.. predicate.Conjunction.Operands.Select(operand => ParsePredicate(operand, depth + 1))]),
            Wire.Predicate.KindOneofCase.Disjunction => new Any(
                [.. predicate.Disjunction.Operands.Select(operand => ParsePredicate(operand, depth + 1))]),
            Wire.Predicate.KindOneofCase.Negation => new Not(ParsePredicate(predicate.Negation, depth + 1)),
            _ => throw Refusals.RequestInvalid("filter", "must set one kind in every predicate"),
        };
    }

    private static Comparison ParseComparison(Wire.Comparison comparison) => new(
        comparison.Column,
        comparison.Operator switch
        {
            Wire.ComparisonOperator.Equal => ComparisonOperator.Equal,
            Wire.ComparisonOperator.NotEqual => ComparisonOperator.NotEqual,
            Wire.ComparisonOperator.Less => ComparisonOperator.Less,
            Wire.ComparisonOperator.LessOrEqual => ComparisonOperator.LessOrEqual,
            Wire.ComparisonOperator.Greater => ComparisonOperator.Greater,
            Wire.ComparisonOperator.GreaterOrEqual => ComparisonOperator.GreaterOrEqual,
            _ => throw Refusals.RequestInvalid("filter.operator", "must be set"),
        },
        ParseConstant(comparison.Value));

    private static Literal ParseConstant(Wire.Value? value) => value?.KindCase switch
    {
        Wire.Value.KindOneofCase.Integer => Literal.Of(DomainValue.Of(value.Integer)),
        Wire.Value.KindOneofCase.Text => Literal.Of(DomainValue.Of(value.Text)),
        Wire.Value.KindOneofCase.Boolean => Literal.Of(DomainValue.Of(value.Boolean)),
        Wire.Value.KindOneofCase.Day => value.Day is >= CalendarDay.DaysMin and <= CalendarDay.DaysMax
            ? Literal.Of(DomainValue.OfDay(value.Day))
            : throw Refusals.RequestInvalid("filter.value.day", "must be a day of the years 1 to 9999"),
        Wire.Value.KindOneofCase.Decimal => Literal.Of(WireDecimal.Parse(value.Decimal)),
        _ => throw Refusals.RequestInvalid("filter.value", "must be set"),
    };
}
