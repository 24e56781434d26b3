using System.Text;
using System.Text.RegularExpressions;
using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Compiles a small part of SQL into the typed query: no text of a trainer ever leaves the client.</summary>
/// <remarks>
/// Supported: one SELECT over one dataset with COUNT, SUM and AVG, conditions between columns and constants, and up to
/// four group columns. All else is a fault that points at the word. What columns exist is for the adapter to say.
/// </remarks>
public static partial class SqlCompiler
{
    private const int TextBytesMax = 64 * 1024;
    private const int GroupColumnsMax = 4;
    private const int MeasuresMax = 16;

    /// <summary>Compiles a question.</summary>
    /// <param name="sql">The text; at most 64 KiB in UTF-8.</param>
    /// <returns>The typed query, its measures in the order of SELECT, its groups in the order of GROUP BY.</returns>
    /// <exception cref="SqlFaultException">The text is outside the supported subset; says where and why.</exception>
    public static AggregateQuery Compile(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var text = new SqlText(sql);
        if (sql.Length > TextBytesMax || Encoding.UTF8.GetByteCount(sql) > TextBytesMax)
        {
            throw text.Fault(0, 0, $"A question has at most {TextBytesMax} bytes in UTF-8.");
        }

        SqlWords.CheckCharacters(text);
        var statement = Parse(text);
        var specification = Specification(text, statement);
        var query = new AggregateQuery { Dataset = Dataset(text, specification) };
        query.GroupBy.AddRange(Groups(text, specification));
        var selected = Select(text, specification, query);
        foreach (var (column, place) in GroupPlaces(text, specification))
        {
            if (!selected.Contains(column))
            {
                throw text.Fault(place, $"'{SqlFault.Shorten(column)}' is grouped by but not selected.");
            }
        }

        if (specification.WhereClause is { } where)
        {
            query.Filter = where.SearchCondition is { } condition
                ? new SqlConditions(text).Compile(condition)
                : throw text.Fault(where, "WHERE needs a condition.");
        }

        return query;
    }

    private static SelectStatement Parse(SqlText text)
    {
        var parser = new TSql170Parser(initialQuotedIdentifiers: true);
        var tokens = parser.GetTokenStream(new StringReader(text.Text), out var errors);
        ThrowFirst(text, errors, tokens);
        var words = SqlWords.Check(text, tokens);
        var script = (TSqlScript)parser.Parse(new StringReader(text.Text), out errors);
        ThrowFirst(text, errors, tokens);
        var statements = script.Batches.SelectMany(batch => batch.Statements).ToList();
        if (statements.Count == 1 && statements[0] is SelectStatement statement)
        {
            return statement;
        }

        throw statements.Count > 1
            ? text.Fault(statements[1], "Only one statement can be asked at a time.")
            : text.Fault(words[0].Offset, words[0].Text.Length, "A question is one SELECT.");
    }

    private static void ThrowFirst(SqlText text, IList<ParseError> errors, IList<TSqlParserToken>? tokens)
    {
        if (errors.Count == 0)
        {
            return;
        }

        var place = Math.Max(0, errors.Min(error => error.Offset));
        var word = tokens?.LastOrDefault(token => token.Offset <= place && token.Text?.Length > 0
            && token.TokenType is not (TSqlTokenType.WhiteSpace or TSqlTokenType.EndOfFile));
        var isBehind = word is null || word.Offset + word.Text.Length <= place;
        throw isBehind
            ? text.Fault(place, 1, place >= text.Text.TrimEnd().Length
                ? "The text ends before the question does."
                : "This character cannot stand here.")
            : text.Fault(word!.Offset, word.Text.Length, $"'{SqlFault.Shorten(word.Text)}' cannot stand here.");
    }

    private static QuerySpecification Specification(SqlText text, SelectStatement statement)
    {
        if (statement.QueryExpression is not QuerySpecification specification)
        {
            throw text.Fault(statement.QueryExpression, "A question is one SELECT without brackets or set operators.");
        }

        TSqlFragment?[] parts =
        [
            specification.HavingClause, specification.OrderByClause, specification.OffsetClause,
            specification.ForClause, specification.TopRowFilter, specification.WindowClause, statement.Into,
            statement.WithCtesAndXmlNamespaces, statement.OptimizerHints.FirstOrDefault(),
        ];
        var foreign = parts.FirstOrDefault(part => part is not null);
        return foreign is null && specification.UniqueRowFilter == UniqueRowFilter.NotSpecified
            ? specification
            : throw text.Fault(foreign ?? specification, "This part of a SELECT is not supported.");
    }

    private static string Dataset(SqlText text, QuerySpecification specification)
    {
        if (specification.FromClause is not { TableReferences: { Count: > 0 } tables })
        {
            throw text.Fault(specification, "A question needs FROM and the name of a dataset.");
        }

        if (tables.Count > 1)
        {
            throw text.Fault(tables[1], "One dataset can be asked at a time: joins are not supported.");
        }

        if (tables[0] is not NamedTableReference { SchemaObject: { Count: 1 } name } table)
        {
            throw text.Fault(tables[0], "FROM takes the name of one dataset.");
        }

        if (table.Alias is { } alias)
        {
            throw text.Fault(alias, $"'{SqlFault.Shorten(alias.Value)}' is not supported: a dataset has one name.");
        }

        return DatasetName().IsMatch(name.BaseIdentifier.Value) && table.FragmentLength == name.FragmentLength
            ? name.BaseIdentifier.Value
            : throw text.Fault(table, "A dataset's name has 2 to 63 characters: a-z, 0-9 and '-', a letter first.");
    }

    private static IEnumerable<string> Groups(SqlText text, QuerySpecification specification)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (column, place) in GroupPlaces(text, specification))
        {
            if (!seen.Add(column))
            {
                throw text.Fault(place, $"'{SqlFault.Shorten(column)}' is grouped by twice.");
            }

            yield return seen.Count <= GroupColumnsMax
                ? column
                : throw text.Fault(place, $"GROUP BY takes at most {GroupColumnsMax} columns.");
        }
    }

    private static IEnumerable<(string Column, TSqlFragment Place)> GroupPlaces(
        SqlText text, QuerySpecification specification)
    {
        if (specification.GroupByClause is not { } clause)
        {
            yield break;
        }

        if (clause.GroupByOption != GroupByOption.None || clause.All)
        {
            throw text.Fault(clause, "This kind of GROUP BY is not supported.");
        }

        foreach (var grouping in clause.GroupingSpecifications)
        {
            yield return grouping is ExpressionGroupingSpecification { Expression: { } expression }
                ? (SqlNames.Column(text, expression), expression)
                : throw text.Fault(grouping, "GROUP BY takes names of columns.");
        }
    }

    /// <summary>Adds the measures to the query and returns the columns that are selected beside them.</summary>
    private static HashSet<string> Select(SqlText text, QuerySpecification specification, AggregateQuery query)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in specification.SelectElements)
        {
            if (element is not SelectScalarExpression scalar)
            {
                throw text.Fault(element, "Rows cannot be selected, only statistics: name the columns and measures.");
            }

            if (scalar.ColumnName is { } alias)
            {
                throw text.Fault(alias, "A measure has no second name.");
            }

            if (scalar.Expression is FunctionCall function)
            {
                query.Measures.Add(SqlMeasures.Compile(text, function));
                continue;
            }

            var column = SqlNames.Column(text, scalar.Expression);
            if (!query.GroupBy.Contains(column))
            {
                throw text.Fault(scalar, $"'{SqlFault.Shorten(column)}' is selected, so GROUP BY must name it.");
            }

            if (!columns.Add(column))
            {
                throw text.Fault(scalar, $"'{SqlFault.Shorten(column)}' is selected twice.");
            }
        }

        return query.Measures.Count is >= 1 and <= MeasuresMax
            ? columns
            : throw text.Fault(specification.SelectElements[^1], $"A question has 1 to {MeasuresMax} measures.");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatasetName();
}
