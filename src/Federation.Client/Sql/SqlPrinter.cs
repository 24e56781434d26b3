using System.Globalization;
using System.Text;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Sql;

/// <summary>Prints a typed query as SQL that <see cref="SqlCompiler"/> compiles back to the same query.</summary>
public static class SqlPrinter
{
    /// <summary>Prints a question, names in double quotes.</summary>
    public static string Print(AggregateQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sql = new StringBuilder("SELECT ");
        sql.AppendJoin(", ", query.GroupBy.Select(Group).Concat(query.Measures.Select(Print)));
        sql.Append(" FROM ").Append(Name(query.Dataset));
        if (query.Filter is { } filter)
        {
            sql.Append(" WHERE ").Append(Print(filter));
        }

        return query.GroupBy.Count == 0
            ? sql.ToString()
            : sql.Append(" GROUP BY ").AppendJoin(", ", query.GroupBy.Select(Group)).ToString();

        string Group(string column) => query.Bins.FirstOrDefault(bins => bins.Column == column) is { } found
            ? Print(found) : Name(column);
    }

    /// <summary>Prints bins, such as <c>HISTOGRAM("age", 5)</c>.</summary>
    public static string Print(Bins bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        return bins.SizeCase switch
        {
            Bins.SizeOneofCase.BinsCount => string.Create(
                CultureInfo.InvariantCulture, $"BINS({Name(bins.Column)}, {bins.BinsCount})"),
            Bins.SizeOneofCase.Calendar =>
                $"DATE_TRUNC('{bins.Calendar.ToString().ToLowerInvariant()}', {Name(bins.Column)})",
            Bins.SizeOneofCase.Width =>
                $"HISTOGRAM({Name(bins.Column)}, {Print(bins.Width).TrimEnd('.')})",
            _ => throw new ArgumentOutOfRangeException(nameof(bins)),
        };
    }

    /// <summary>Prints a measure, such as <c>AVG("income")</c>.</summary>
    public static string Print(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return measure.Kind switch
        {
            MeasureKind.Count => measure.Column.Length == 0 ? "COUNT(*)" : $"COUNT({Name(measure.Column)})",
            MeasureKind.Sum => $"SUM({Name(measure.Column)})",
            MeasureKind.Mean => $"AVG({Name(measure.Column)})",
            MeasureKind.Variance => $"VARIANCE({Name(measure.Column)})",
            MeasureKind.StandardDeviation => $"STDDEV({Name(measure.Column)})",
            MeasureKind.Units => $"COUNT(DISTINCT {Name(measure.Column)})",
            MeasureKind.Quantile => $"QUANTILE({Name(measure.Column)}, {Print(measure.Quantile).TrimEnd('.')})",
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
    }

    /// <summary>The heading of a measure, such as <c>AVG(income)</c>: for a person, not to be compiled.</summary>
    public static string Label(Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return Print(measure).Replace("\"", "", StringComparison.Ordinal);
    }

    /// <summary>Prints a value as a constant.</summary>
    public static string Print(Value value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.KindCase switch
        {
            Value.KindOneofCase.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
            Value.KindOneofCase.Text => $"'{value.Text.Replace("'", "''", StringComparison.Ordinal)}'",
            Value.KindOneofCase.Boolean => value.Boolean ? "TRUE" : "FALSE",
            Value.KindOneofCase.Decimal => Print(value.Decimal),
            Value.KindOneofCase.Day => $"'{Statistics.DayText.Of(value.Day)}'",
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
    }

    private static string Print(Contracts.Type.V1.Decimal number)
    {
        var digits = Int128.Abs(number.Unscaled).ToString(CultureInfo.InvariantCulture)
            .PadLeft(number.Scale + 1, '0');
        var sign = number.Unscaled < 0 ? "-" : "";
        return $"{sign}{digits[..^number.Scale]}.{digits[^number.Scale..]}";
    }

    private static string Print(Predicate predicate) => predicate.KindCase switch
    {
        Predicate.KindOneofCase.Comparison => Print(predicate.Comparison),
        Predicate.KindOneofCase.Membership =>
            $"{Name(predicate.Membership.Column)} IN ({string.Join(", ", predicate.Membership.Values.Select(Print))})",
        Predicate.KindOneofCase.NullTest => $"{Name(predicate.NullTest.Column)} IS NULL",
        Predicate.KindOneofCase.Conjunction => Join(" AND ", predicate.Conjunction.Operands),
        Predicate.KindOneofCase.Disjunction => Join(" OR ", predicate.Disjunction.Operands),
        Predicate.KindOneofCase.Negation => $"NOT ({Print(predicate.Negation)})",
        _ => throw new ArgumentOutOfRangeException(nameof(predicate)),
    };

    private static string Print(Comparison comparison) =>
        $"{Name(comparison.Column)} {Sign(comparison.Operator)} {Print(comparison.Value)}";

    private static string Join(string word, IEnumerable<Predicate> operands) =>
        string.Join(word, operands.Select(operand => $"({Print(operand)})"));

    private static string Sign(ComparisonOperator comparisonOperator) => comparisonOperator switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparisonOperator)),
    };

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
