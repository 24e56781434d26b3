using Federation.Contracts.Type.V1;

namespace Federation.Client.Statistics;

/// <summary>What the client does with an answer before it is shown: HAVING, ORDER BY and LIMIT.</summary>
/// <remarks>
/// They are never sent: every group of the declared domain is answered and paid for, and these steps look at its noisy
/// values, which costs no privacy. So a group near a limit may be in or out by noise alone; its interval tells.
/// </remarks>
/// <param name="Having">Which groups stay; null for all. A group of which it is unknown goes.</param>
/// <param name="Order">By what to order, first things first; none keeps the declared order.</param>
/// <param name="Limit">How many groups stay at most; null for all.</param>
public sealed record AnswerSteps(AnswerCondition? Having, IReadOnlyList<AnswerOrder> Order, int? Limit)
{
    /// <summary>Shows everything in the declared order.</summary>
    public static AnswerSteps None { get; } = new(null, [], null);

    /// <summary>The answer with the groups that stay, in order, and the number of those left out.</summary>
    public StatisticAnswer Apply(StatisticAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var rows = answer.Rows.Where(row => Having is null || Having.Holds(row) == true);
        if (Order.Count > 0)
        {
            rows = rows.Order(Comparer<StatisticRow>.Create(Compare)); // Stable: equals keep the declared order.
        }

        List<StatisticRow> shown = [.. rows.Take(Limit ?? int.MaxValue)];
        return answer with
        {
            Rows = shown,
            HiddenRowsCount = answer.HiddenRowsCount + answer.Rows.Count - shown.Count,
        };
    }

    private int Compare(StatisticRow left, StatisticRow right) =>
        Order.Select(order => order.Compare(left, right)).FirstOrDefault(sign => sign != 0);
}

/// <summary>One thing to order by.</summary>
/// <param name="IsMeasure">Whether it is a measure, or a group column.</param>
/// <param name="Index">Which of the measures or of the group columns.</param>
/// <param name="IsDescending">Whether the largest comes first. Groups without a value come last in any case.</param>
public sealed record AnswerOrder(bool IsMeasure, int Index, bool IsDescending)
{
    /// <summary>Below 0 where the left row comes first.</summary>
    internal int Compare(StatisticRow left, StatisticRow right)
    {
        if (!IsMeasure)
        {
            var sign = Compare(left.Key[Index], right.Key[Index]);
            return IsDescending ? -sign : sign;
        }

        return (left.Estimates[Index].Value, right.Estimates[Index].Value) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            ({ } first, { } second) => IsDescending ? second.CompareTo(first) : first.CompareTo(second),
        };
    }

    private static int Compare(Value left, Value right) => left.KindCase != right.KindCase
        ? left.KindCase.CompareTo(right.KindCase)
        : left.KindCase switch
        {
            Value.KindOneofCase.Text => string.CompareOrdinal(left.Text, right.Text),
            Value.KindOneofCase.Boolean => left.Boolean.CompareTo(right.Boolean),
            Value.KindOneofCase.Day => left.Day.CompareTo(right.Day),
            Value.KindOneofCase.Decimal =>
                ReleaseTable.Number(left.Decimal).CompareTo(ReleaseTable.Number(right.Decimal)),
            _ => left.Integer.CompareTo(right.Integer),
        };
}
