using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>A column that makes groups, by its values or by bins.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Bins">Its bins; null where its values make the groups.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record SqlGroup(string Column, Bins? Bins, TSqlFragment Place)
{
    private const string CalendarCall = "DATE_TRUNC";

    /// <summary>The group that an expression names: a column, <c>HISTOGRAM(column, width)</c>, <c>BINS(column,
    /// count)</c>, <c>DATE_TRUNC('month', column)</c> or, shorter, <c>MONTH(column)</c>.</summary>
    /// <exception cref="SqlFaultException">It names none, or bins without a size.</exception>
    public static SqlGroup Of(SqlText text, ScalarExpression expression) =>
        expression is FunctionCall function && IsBins(function)
            ? OfBins(text, function)
            : new SqlGroup(SqlNames.Column(text, expression), null, expression);

    /// <summary>Whether a call makes bins.</summary>
    public static bool IsBins(FunctionCall function) =>
        function.FunctionName is { QuoteType: QuoteType.NotQuoted, Value: var name }
        && (name.ToUpperInvariant() is "HISTOGRAM" or "BINS" or CalendarCall
            || UnitOf(name) != CalendarUnit.Unspecified);

    /// <summary>Whether another one makes the same groups, as far as their spelling tells.</summary>
    public bool IsLike(SqlGroup other) => Column == other.Column && Equals(Bins, other.Bins);

    private static SqlGroup OfBins(SqlText text, FunctionCall function)
    {
        var name = function.FunctionName.Value;
        if (name.Equals(CalendarCall, StringComparison.OrdinalIgnoreCase) || UnitOf(name) != CalendarUnit.Unspecified)
        {
            return OfCalendar(text, function);
        }

        var isCount = function.FunctionName.Value.Equals("BINS", StringComparison.OrdinalIgnoreCase);
        if (function.Parameters.Count != 2 || function.UniqueRowFilter != UniqueRowFilter.NotSpecified
            || function.OverClause is not null)
        {
            throw text.Fault(function, isCount
                ? "BINS takes a column and a number of bins, such as BINS(age, 10)."
                : "HISTOGRAM takes a column and the width of a bin, such as HISTOGRAM(age, 5).");
        }

        var column = SqlNames.Column(text, function.Parameters[0]);
        var bins = new Bins { Column = column };
        switch (SqlConstants.Read(text, function.Parameters[1]), isCount)
        {
            case ({ KindCase: Value.KindOneofCase.Integer, Integer: > 0 and var count }, true):
                bins.BinsCount = count;
                break;
            case ({ KindCase: Value.KindOneofCase.Integer, Integer: > 0 and var width }, false):
                bins.Width = new Contracts.Type.V1.Decimal { Unscaled = width };
                break;
            case ({ KindCase: Value.KindOneofCase.Decimal, Decimal: { Unscaled: > 0 } width }, false):
                bins.Width = width;
                break;
            default:
                throw text.Fault(function.Parameters[1], isCount
                    ? "The number of bins is a whole number above 0." : "The width of a bin is a number above 0.");
        }

        return new SqlGroup(column, bins, function);
    }

    /// <summary>DATE_TRUNC as PostgreSQL and DuckDB have it, or the stretch's own name as a function: the group's key
    /// is the first day of the stretch, never a number such as 12.</summary>
    private static SqlGroup OfCalendar(SqlText text, FunctionCall function)
    {
        var name = function.FunctionName.Value;
        var isShort = UnitOf(name) != CalendarUnit.Unspecified;
        if (function.Parameters.Count != (isShort ? 1 : 2) || function.UniqueRowFilter != UniqueRowFilter.NotSpecified
            || function.OverClause is not null)
        {
            throw text.Fault(function, isShort
                ? $"{name.ToUpperInvariant()} takes a column of days."
                : "DATE_TRUNC takes a stretch of the calendar and a column, such as DATE_TRUNC('month', joined).");
        }

        var unit = isShort ? UnitOf(name)
            : function.Parameters[0] is StringLiteral literal ? UnitOf(literal.Value) : CalendarUnit.Unspecified;
        if (unit == CalendarUnit.Unspecified)
        {
            throw text.Fault(function.Parameters[0], "DATE_TRUNC cuts by 'day', 'week', 'month', 'quarter' or 'year'.");
        }

        var column = SqlNames.Column(text, function.Parameters[^1]);
        return new SqlGroup(column, new Bins { Column = column, Calendar = unit }, function);
    }

    private static CalendarUnit UnitOf(string name) => name.ToUpperInvariant() switch
    {
        "DAY" => CalendarUnit.Day,
        "WEEK" => CalendarUnit.Week,
        "MONTH" => CalendarUnit.Month,
        "QUARTER" => CalendarUnit.Quarter,
        "YEAR" => CalendarUnit.Year,
        _ => CalendarUnit.Unspecified,
    };
}
