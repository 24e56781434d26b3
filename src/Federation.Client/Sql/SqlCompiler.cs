using System.Text;
using System.Text.RegularExpressions;
using Federation.Contracts.Type.V1;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.Client.Sql;

/// <summary>Compiles a small part of SQL into the typed query: no text of a trainer ever leaves the client.</summary>
/// <remarks>
/// Supported: one SELECT over one dataset with COUNT, COUNT(DISTINCT column), SUM, AVG, VARIANCE and STDDEV (both
/// divided by the number of rows), QUANTILE and MEDIAN, conditions between columns and constants, and up to four group
/// columns or bins. HAVING, ORDER BY and LIMIT are the client's own: they work on noisy values and are never sent. All
/// else is a fault that points at the word. What columns exist is for the adapter to say.
/// </remarks>
public static partial class SqlCompiler
{
    private const int TextBytesMax = 64 * 1024;
    private const int GroupColumnsMax = 4;
    private const int MeasuresMax = 16;

    /// <summary>Compiles what is sent of a question.</summary>
    /// <param name="sql">The text; at most 64 KiB in UTF-8.</param>
    /// <returns>The typed query, its measures in the order of SELECT, its groups in the order of GROUP BY.</returns>
    /// <exception cref="SqlFaultException">The text is outside the supported subset; says where and why.</exception>
    public static AggregateQuery Compile(string sql) => CompileQuestion(sql).Query;

    /// <summary>Compiles a question with what the client does with its answer.</summary>
    /// <inheritdoc cref="Compile"/>
    public static SqlQuestion CompileQuestion(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var text = new SqlText(sql);
        if (sql.Length > TextBytesMax || Encoding.UTF8.GetByteCount(sql) > TextBytesMax)
        {
            throw text.Fault(0, 0, $"A question has at most {TextBytesMax} bytes in UTF-8.");
        }

        SqlWords.CheckCharacters(text);
        var (statement, limit) = Parse(text);
        var specification = Specification(text, statement);
        var query = new AggregateQuery { Dataset = Dataset(text, specification) };
        var groups = GroupsOf(text, specification).ToList();
        groups.ForEach(group => Add(text, group, query));
        Select(text, specification, groups, query);
        if (specification.WhereClause is { } where)
        {
            query.Filter = where.SearchCondition is { } condition
                ? new SqlConditions(text).Compile(condition)
                : throw text.Fault(where, "WHERE needs a condition.");
        }

        return new SqlQuestion(query, new SqlSteps(text, query).Compile(specification, limit));
    }

    private static (SelectStatement Statement, (TSqlParserToken Word, TSqlParserToken Number)? Limit) Parse(
        SqlText text)
    {
        var parser = new TSql170Parser(initialQuotedIdentifiers: true);
        var tokens = parser.GetTokenStream(new StringReader(text.Text), out var errors);
        ThrowFirst(text, errors, tokens);
        var words = SqlWords.Check(text, tokens);
        var limit = SqlWords.LimitOf(words); // The parser's SQL has no LIMIT: it reads what stands before.
        var before = text.Text[..(limit?.Word.Offset ?? text.Text.Length)];
        var script = (TSqlScript)parser.Parse(new StringReader(before), out errors);
        ThrowFirst(text, errors, tokens);
        var statements = script.Batches.SelectMany(batch => batch.Statements).ToList();
        if (statements.Count == 1 && statements[0] is SelectStatement statement)
        {
            return (statement, limit);
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
            specification.OffsetClause, specification.ForClause,
            specification.TopRowFilter, specification.WindowClause, statement.Into,
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

    private static IEnumerable<SqlGroup> GroupsOf(SqlText text, QuerySpecification specification)
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
                ? SqlGroup.Of(text, expression)
                : throw text.Fault(grouping, "GROUP BY takes names of columns.");
        }
    }

    private static void Add(SqlText text, SqlGroup group, AggregateQuery query)
    {
        if (query.GroupBy.Contains(group.Column))
        {
            throw text.Fault(group.Place, $"'{SqlFault.Shorten(group.Column)}' is grouped by twice.");
        }

        if (query.GroupBy.Count == GroupColumnsMax)
        {
            throw text.Fault(group.Place, $"GROUP BY takes at most {GroupColumnsMax} columns.");
        }

        query.GroupBy.Add(group.Column);
        if (group.Bins is { } bins)
        {
            query.Bins.Add(bins);
        }
    }

    /// <summary>Adds the measures to the query, and bins that only SELECT names to its groups.</summary>
    private static void Select(
        SqlText text, QuerySpecification specification, List<SqlGroup> groups, AggregateQuery query)
    {
        var selected = new HashSet<string>(StringComparer.Ordinal);
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

            if (scalar.Expression is FunctionCall function && !SqlGroup.IsBins(function))
            {
                query.Measures.Add(SqlMeasures.Compile(text, function));
                continue;
            }

            var group = SqlGroup.Of(text, scalar.Expression);
            SelectGroup(text, group, groups, query);
            if (!selected.Add(group.Column))
            {
                throw text.Fault(scalar, $"'{SqlFault.Shorten(group.Column)}' is selected twice.");
            }
        }

        if (query.Measures.Count == 0 && query.Bins.Count > 0)
        {
            query.Measures.Add(new Measure { Kind = MeasureKind.Count }); // A histogram alone counts rows.
        }

        if (query.Measures.Count is 0 or > MeasuresMax)
        {
            throw text.Fault(specification.SelectElements[^1], $"A question has 1 to {MeasuresMax} measures.");
        }

        if (groups.Find(group => !selected.Contains(group.Column)) is { } missing)
        {
            throw text.Fault(missing.Place, $"'{SqlFault.Shorten(missing.Column)}' is grouped by but not selected.");
        }
    }

    private static void SelectGroup(SqlText text, SqlGroup group, List<SqlGroup> groups, AggregateQuery query)
    {
        if (groups.Exists(group.IsLike))
        {
            return;
        }

        var isOther = groups.Exists(other => other.Column == group.Column);
        if (isOther || group.Bins is null)
        {
            var name = SqlFault.Shorten(group.Column);
            throw text.Fault(group.Place, isOther
                ? $"'{name}' is selected in another way than GROUP BY names it: write both alike."
                : $"'{name}' is selected, so GROUP BY must name it.");
        }

        Add(text, group, query);
        groups.Add(group);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatasetName();
}
