using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Reads names of columns.</summary>
internal static class SqlNames
{
    private const int NameCharactersMax = 128;

    /// <summary>The column that an expression names.</summary>
    /// <exception cref="SqlFaultException">It names none, or says more than a name.</exception>
    public static string Column(SqlText text, ScalarExpression expression)
    {
        while (expression is ParenthesisExpression parenthesis)
        {
            expression = parenthesis.Expression;
        }

        return expression switch
        {
            ColumnReferenceExpression { ColumnType: ColumnType.Regular, MultiPartIdentifier.Count: 1 } column =>
                Name(text, column.MultiPartIdentifier[0]),
            ColumnReferenceExpression { ColumnType: ColumnType.Regular } =>
                throw text.Fault(expression, "Write the column alone, without the dataset before it."),
            FunctionCall function => throw text.Fault(function.FunctionName,
                $"The function '{SqlFault.Shorten(function.FunctionName.Value)}' is not supported here."),
            Literal => throw text.Fault(expression, "The name of a column is expected here, not a constant."),
            ScalarSubquery => throw text.Fault(expression, "A question inside a question is not supported."),
            _ => throw text.Fault(expression, "The name of a column is expected here: expressions are not supported."),
        };
    }

    /// <summary>A name, checked.</summary>
    public static string Name(SqlText text, Identifier identifier) =>
        identifier.Value.Length is > 0 and <= NameCharactersMax
            ? identifier.Value
            : throw text.Fault(identifier, $"A name has 1 to {NameCharactersMax} characters.");
}
