using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Turns COUNT, SUM, AVG, VARIANCE and STDDEV into measures.</summary>
internal static class SqlMeasures
{
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

    private static MeasureKind KindOf(string name) => name.ToUpperInvariant() switch
    {
        "COUNT" => MeasureKind.Count,
        "SUM" => MeasureKind.Sum,
        "AVG" => MeasureKind.Mean,
        "VAR" or "VARIANCE" or "VAR_POP" => MeasureKind.Variance,
        "STDDEV" or "STDDEV_POP" => MeasureKind.StandardDeviation,
        _ => MeasureKind.Unspecified,
    };
}
