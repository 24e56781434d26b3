using System.Globalization;
using System.Numerics;
using System.Text;
using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Turns constants into values of the wire: numbers exactly, never by way of floating point.</summary>
internal static class SqlConstants
{
    private const int TextBytesMax = 1_024;
    private const int ScaleMax = 18;

    /// <summary>Reads a constant, or returns null where the expression is none (a column, a function).</summary>
    /// <exception cref="SqlFaultException">It is a constant, but none that can be asked with.</exception>
    public static Value? Read(SqlText text, ScalarExpression expression) => expression switch
    {
        ParenthesisExpression inner => Read(text, inner.Expression),
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative } signed =>
            Number(text, signed, signed.Expression, isNegative: true),
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Positive } signed =>
            Number(text, signed, signed.Expression, isNegative: false),
        IntegerLiteral or NumericLiteral => Number(text, expression, expression, isNegative: false),
        StringLiteral literal => OfText(text, literal),
        NullLiteral => throw text.Fault(expression, "Nothing equals NULL: write IS NULL or IS NOT NULL."),
        ColumnReferenceExpression column => Truth(column),
        _ => null,
    };

    private static Value? Truth(ColumnReferenceExpression column)
    {
        if (column.MultiPartIdentifier is not { Count: 1 } name || name[0].QuoteType != QuoteType.NotQuoted)
        {
            return null;
        }

        return name[0].Value.ToUpperInvariant() switch
        {
            "TRUE" => new Value { Boolean = true },
            "FALSE" => new Value { Boolean = false },
            _ => null,
        };
    }

    private static Value OfText(SqlText text, StringLiteral literal)
    {
        if (literal.Value.Any(char.IsSurrogate) && !IsWellFormed(literal.Value))
        {
            throw text.Fault(literal, "The text holds half a character.");
        }

        return Encoding.UTF8.GetByteCount(literal.Value) <= TextBytesMax
            ? new Value { Text = literal.Value }
            : throw text.Fault(literal, $"A text has at most {TextBytesMax} bytes in UTF-8.");
    }

    private static bool IsWellFormed(string value)
    {
        var rest = value.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }

    private static Value Number(SqlText text, TSqlFragment whole, ScalarExpression expression, bool isNegative)
    {
        if (expression is not (IntegerLiteral or NumericLiteral))
        {
            throw text.Fault(whole, "A sign stands only before a number: expressions are not supported.");
        }

        var digits = ((Literal)expression).Value;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        var plain = digits.Replace(".", "", StringComparison.Ordinal);
        var unscaled = BigInteger.Parse(plain, CultureInfo.InvariantCulture);
        unscaled = isNegative ? -unscaled : unscaled;
        if (scale > ScaleMax || unscaled < long.MinValue || unscaled > long.MaxValue)
        {
            throw text.Fault(whole, $"A number has at most 18 digits in all and {ScaleMax} behind the point.");
        }

        return point < 0
            ? new Value { Integer = (long)unscaled }
            : new Value { Decimal = new Contracts.Type.V1.Decimal { Unscaled = (long)unscaled, Scale = scale } };
    }
}
