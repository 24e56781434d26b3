using Federation.Privacy.Plans;
using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>Writes a canonical filter over the placed columns; no leaf is unknown of any row.</summary>
internal sealed class FilterText(SourceLayout layout, Statement statement)
{
    /// <summary>The condition.</summary>
    public string Of(PlanFilter filter) => filter switch
    {
        AllOf all => Join(all.Operands, " AND ", "1 = 1"),
        AnyOf any => Join(any.Operands, " OR ", "1 = 0"),
        GridRanges grid => Within($"k_{Alias(grid.Column)}", grid.Ranges),
        IntegerRanges whole => Within($"v_{Alias(whole.Column)}", whole.Ranges),
        ValueSet set => Member(set),
        NullTest test => $"z_{Alias(test.Column)} = {(test.IsNegated ? 0 : 1)}",
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>The columns that a condition speaks of, with repeats.</summary>
    public static IEnumerable<string> ColumnsOf(PlanFilter filter) => filter switch
    {
        AllOf all => all.Operands.SelectMany(ColumnsOf),
        AnyOf any => any.Operands.SelectMany(ColumnsOf),
        GridRanges grid => [grid.Column],
        IntegerRanges whole => [whole.Column],
        ValueSet set => [set.Column],
        NullTest test => [test.Column],
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>A declared value: text is bound, whole numbers and truth values (1 and 0) are literals.</summary>
    public static string Constant(DomainValue value, Statement statement) => value.Kind switch
    {
        DomainValueKind.Text => $"CAST({statement.Bind(value.Text)} AS VARCHAR)",
        DomainValueKind.Integer => Whole(value.Integer),
        _ => value.Boolean ? "1" : "0",
    };

    /// <summary>A literal of 64 bits. The smallest has none in SQL: its digits are one too many.</summary>
    public static string Whole(long value) =>
        value == long.MinValue ? $"({Statement.Literal(value + 1)} - 1)" : Statement.Literal(value);

    private static string Within(string place, IReadOnlyList<WholeRange> ranges)
    {
        var tests = ranges.Select(range => $"{place} BETWEEN {Whole(range.From)} AND {Whole(range.To)}");
        return $"({place} IS NOT NULL AND ({string.Join(" OR ", tests)}))";
    }

    private string Join(IReadOnlyList<PlanFilter> operands, string word, string none) =>
        operands.Count == 0 ? none : $"({string.Join(word, operands.Select(Of))})";

    private string Member(ValueSet set)
    {
        var place = $"v_{Alias(set.Column)}";
        if (set.Values.Count == 0)
        {
            return set.IsNegated ? $"{place} IS NOT NULL" : "1 = 0";
        }

        var values = string.Join(", ", set.Values.Select(value => Constant(value, statement)));
        return $"({place} IS NOT NULL AND {place} {(set.IsNegated ? "NOT IN" : "IN")} ({values}))";
    }

    private string Alias(string column) => layout.Find(column).Alias;
}
