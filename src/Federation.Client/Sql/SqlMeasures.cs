using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Turns COUNT, SUM, AVG, VARIANCE, STDDEV, QUANTILE and MEDIAN into measures.</summary>
internal static class SqlMeasures
{
    private const decimal MillionthsCount = 1_000_000;

    /// <summary>Compiles one call.</summary>
    /// <exception cref="SqlFaultException">It is no measure, or says more than a measure can.</exception>
    public static Measure Compile(SqlText text, FunctionCall function)
    {
        var name = function.FunctionName;
        var kind = name.QuoteType == QuoteType.NotQuoted ? KindOf(name.Value) : MeasureKind.Unspecified;
        if (kind == MeasureKind.Unspecified)
        {
            throw text.Fault(name, $"The function '{SqlFault.Shorten(name.Value)}' is not supported.");
        }

        TSqlFragment? foreign = (TSqlFragment?)function.OverClause ?? function.WithinGroupClause
            ?? (TSqlFragment?)function.CallTarget ?? function.Collation;
        var isDistinct = function.UniqueRowFilter == UniqueRowFilter.Distinct && kind == MeasureKind.Count;
        if (foreign is not null || (function.UniqueRowFilter != UniqueRowFilter.NotSpecified && !isDistinct))
        {
            throw text.Fault(foreign ?? function, "A measure takes one column and nothing else.");
        }

        if (kind == MeasureKind.Quantile)
        {
            return Quantile(text, function);
        }

        if (function.Parameters.Count != 1)
        {
            throw text.Fault(function, "A measure takes exactly one column.");
        }

        return function.Parameters[0] is ColumnReferenceExpression { ColumnType: ColumnType.Wildcard } star
            ? kind == MeasureKind.Count && !isDistinct
                ? new Measure { Kind = MeasureKind.Count }
                : throw text.Fault(star, "Only COUNT takes *.")
            : new Measure
            {
                Kind = isDistinct ? MeasureKind.Units : kind,
                Column = SqlNames.Column(text, function.Parameters[0]),
            };
    }

    /// <summary><c>QUANTILE(column, 0.25)</c>, or <c>MEDIAN(column)</c>, which is the quantile 0.5.</summary>
    private static Measure Quantile(SqlText text, FunctionCall function)
    {
        var isMedian = string.Equals(function.FunctionName.Value, "MEDIAN", StringComparison.OrdinalIgnoreCase);
        if (function.Parameters.Count != (isMedian ? 1 : 2))
        {
            throw text.Fault(function, isMedian
                ? "MEDIAN takes exactly one column." : "QUANTILE takes a column and a number from 0 to 1.");
        }

        return new Measure
        {
            Kind = MeasureKind.Quantile,
            Column = SqlNames.Column(text, function.Parameters[0]),
            Quantile = isMedian
                ? new Contracts.Type.V1.Decimal { Unscaled = 5, Scale = 1 } : Share(text, function.Parameters[1]),
        };
    }

    /// <summary>A number from 0 to 1 of at most six decimals, without zeros at its end: one quantile has one
    /// form.</summary>
    private static Contracts.Type.V1.Decimal Share(SqlText text, ScalarExpression expression)
    {
        decimal? number = SqlConstants.Read(text, expression) switch
        {
            { KindCase: Value.KindOneofCase.Integer } whole => whole.Integer,
            { KindCase: Value.KindOneofCase.Decimal } value => ReleaseTable.Number(value.Decimal),
            _ => null,
        };
        if (number is not { } share || share is < 0 or > 1 || !decimal.IsInteger(share * MillionthsCount))
        {
            throw text.Fault(expression, "A quantile is a number from 0 to 1 of at most six decimals.");
        }

        var (unscaled, scale) = ((long)(share * MillionthsCount), 6);
        while (scale > 0 && unscaled % 10 == 0)
        {
            (unscaled, scale) = (unscaled / 10, scale - 1);
        }

        return new Contracts.Type.V1.Decimal { Unscaled = unscaled, Scale = scale };
    }

    private static MeasureKind KindOf(string name) => name.ToUpperInvariant() switch
    {
        "COUNT" => MeasureKind.Count,
        "SUM" => MeasureKind.Sum,
        "AVG" => MeasureKind.Mean,
        "VAR" or "VARIANCE" or "VAR_POP" => MeasureKind.Variance,
        "STDDEV" or "STDDEV_POP" => MeasureKind.StandardDeviation,
        "QUANTILE" or "MEDIAN" => MeasureKind.Quantile,
        _ => MeasureKind.Unspecified,
    };
}
