using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Joins conditions and keeps them canonical: flat, merged by column, sorted, without repeats.</summary>
internal static class FilterForm
{
    public static readonly AllOf Always = new([]);
    public static readonly AnyOf Never = new([]);

    /// <summary>A leaf over grid indexes; never true without a range.</summary>
    public static PlanFilter Grid(string column, IReadOnlyList<WholeRange> ranges) =>
        ranges.Count == 0 ? Never : new GridRanges(column, ranges);

    /// <summary>A leaf over whole numbers; never true without a range.</summary>
    public static PlanFilter Integers(string column, IReadOnlyList<WholeRange> ranges) =>
        ranges.Count == 0 ? Never : new IntegerRanges(column, ranges);

    /// <summary>A leaf over values; of truth values a negated set is written as its complement.</summary>
    public static PlanFilter Values(string column, IEnumerable<DomainValue> values, bool isNegated)
    {
        DomainValue[] sorted = [.. values.Distinct().Order()];
        if (isNegated && sorted is [{ Kind: DomainValueKind.Boolean }, ..])
        {
            sorted = [.. new[] { DomainValue.Of(false), DomainValue.Of(true) }.Except(sorted)];
            isNegated = false;
        }

        return sorted.Length == 0 && !isNegated ? Never : new ValueSet(column, sorted, isNegated);
    }

    /// <summary>The conjunction or disjunction of canonical conditions, canonical again.</summary>
    public static PlanFilter Combine(IEnumerable<PlanFilter> operands, bool isConjunction, DatasetShape shape)
    {
        var merged = new List<PlanFilter>();
        foreach (var operand in operands.SelectMany(operand => Flatten(operand, isConjunction)))
        {
            Merge(merged, operand, isConjunction);
        }

        PlanFilter absorbing = isConjunction ? Never : Always;
        if (merged.Exists(operand => IsEmpty(operand, ofConjunction: !isConjunction)))
        {
            return absorbing;
        }

        var sorted = merged.Select(operand => (Operand: operand, Key: PlanEncoding.EncodeFilter(operand, shape)))
            .OrderBy(pair => pair.Key, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
            .ToList();
        var distinct = new List<PlanFilter>();
        for (var index = 0; index < sorted.Count; index++)
        {
            if (index == 0 || !sorted[index].Key.AsSpan().SequenceEqual(sorted[index - 1].Key))
            {
                distinct.Add(sorted[index].Operand);
            }
        }

        return distinct.Count == 1 ? distinct[0] : isConjunction ? new AllOf(distinct) : new AnyOf(distinct);
    }

    private static IEnumerable<PlanFilter> Flatten(PlanFilter operand, bool isConjunction) => operand switch
    {
        AllOf all when isConjunction => all.Operands,
        AnyOf any when !isConjunction => any.Operands,
        _ => [operand],
    };

    private static bool IsEmpty(PlanFilter operand, bool ofConjunction) =>
        ofConjunction ? operand is AllOf { Operands.Count: 0 } : operand is AnyOf { Operands.Count: 0 };

    /// <summary>Joins a leaf with the leaf on the same column that is there already, if any.</summary>
    private static void Merge(List<PlanFilter> merged, PlanFilter operand, bool isConjunction)
    {
        for (var index = 0; index < merged.Count; index++)
        {
            var joined = (merged[index], operand) switch
            {
                (GridRanges left, GridRanges right) when left.Column == right.Column =>
                    Grid(left.Column, Join(left.Ranges, right.Ranges, isConjunction)),
                (IntegerRanges left, IntegerRanges right) when left.Column == right.Column =>
                    Integers(left.Column, Join(left.Ranges, right.Ranges, isConjunction)),
                (ValueSet left, ValueSet right) when left.Column == right.Column => Join(left, right, isConjunction),
                _ => null,
            };
            if (joined is not null)
            {
                merged[index] = joined;
                return;
            }
        }

        merged.Add(operand);
    }

    private static PlanFilter Join(ValueSet left, ValueSet right, bool isConjunction)
    {
        if (left.IsNegated != right.IsNegated)
        {
            var (plain, negated) = left.IsNegated ? (right, left) : (left, right);
            return isConjunction
                ? Values(left.Column, plain.Values.Except(negated.Values), isNegated: false)
                : Values(left.Column, negated.Values.Except(plain.Values), isNegated: true);
        }

        return isConjunction == left.IsNegated
            ? Values(left.Column, left.Values.Union(right.Values), left.IsNegated)
            : Values(left.Column, left.Values.Intersect(right.Values), left.IsNegated);
    }

    private static List<WholeRange> Join(
        IReadOnlyList<WholeRange> left, IReadOnlyList<WholeRange> right, bool isConjunction) =>
        isConjunction ? Intersect(left, right) : Unite(left.Concat(right));

    private static List<WholeRange> Intersect(IReadOnlyList<WholeRange> left, IReadOnlyList<WholeRange> right)
    {
        var ranges = from a in left
                     from b in right
                     let range = new WholeRange(long.Max(a.From, b.From), long.Min(a.To, b.To))
                     where range.From <= range.To
                     orderby range.From
                     select range;
        return [.. ranges];
    }

    private static List<WholeRange> Unite(IEnumerable<WholeRange> ranges)
    {
        var united = new List<WholeRange>();
        foreach (var range in ranges.OrderBy(range => range.From))
        {
            if (united.Count > 0 && (Int128)range.From <= (Int128)united[^1].To + 1)
            {
                united[^1] = united[^1] with { To = long.Max(united[^1].To, range.To) };
            }
            else
            {
                united.Add(range);
            }
        }

        return united;
    }
}
