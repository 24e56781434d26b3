using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests.Plans;

/// <summary>One row, and two independent ways to judge it: SQL's three-valued logic, and the compiled filter.</summary>
internal sealed record RowOfPeople(int? Age, long? Sex, string? City, bool? Married)
{
    public bool? IsTrue(Predicate predicate) => predicate switch
    {
        Not not => !IsTrue(not.Operand),
        All all => all.Operands.Aggregate((bool?)true, (sum, part) => sum & IsTrue(part)),
        Any any => any.Operands.Aggregate((bool?)false, (sum, part) => sum | IsTrue(part)),
        IsNull test => test.Column == "age" ? Age is null : City is null,
        Comparison { Column: "age" } comparison => Compare(Age ?? 0, comparison), // NULL counts as the lower bound.
        Comparison { Column: "sex" } comparison => Sex is { } sex ? Compare(sex, comparison) : null,
        Comparison { Column: "city" } comparison => City is null ? null : City == comparison.Value.Value!.Value.Text,
        Comparison comparison => Married is null ? null : Married == comparison.Value.Value!.Value.Boolean,
        _ => throw new InvalidOperationException(),
    };

    public bool Holds(PlanFilter filter) => filter switch
    {
        AllOf all => all.Operands.All(Holds),
        AnyOf any => any.Operands.Any(Holds),
        GridRanges grid => grid.Ranges.Any(range => (Age ?? 0) >= range.From && (Age ?? 0) <= range.To),
        IntegerRanges integers => Sex is { } sex && integers.Ranges.Any(range => sex >= range.From && sex <= range.To),
        ValueSet { Column: "city" } set => City is not null && set.IsNegated != set.Values.Contains(DomainValue.Of(City)),
        ValueSet set => Married is { } married && set.Values.Contains(DomainValue.Of(married)),
        NullTest test => test.IsNegated == (test.Column == "age" ? Age is not null : City is not null),
        _ => throw new InvalidOperationException(),
    };

    private static bool Compare(decimal value, Comparison comparison) => comparison.Operator switch
    {
        ComparisonOperator.Equal => value == comparison.Value.Number,
        ComparisonOperator.NotEqual => value != comparison.Value.Number,
        ComparisonOperator.Less => value < comparison.Value.Number,
        ComparisonOperator.LessOrEqual => value <= comparison.Value.Number,
        ComparisonOperator.Greater => value > comparison.Value.Number,
        _ => value >= comparison.Value.Number,
    };
}
