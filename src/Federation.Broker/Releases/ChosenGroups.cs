using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Releases;

/// <summary>Adds up what silos show where each chose its groups: a group has the sums of those that show it.</summary>
internal static class ChosenGroups
{
    /// <summary>Fills the groups and the rest of a merged answer.</summary>
    public static void Add(MergedStatistic merged, IReadOnlyList<VerifiedRelease> agreeing)
    {
        var groups = new Dictionary<Cell, List<Cell>>();
        foreach (var cell in agreeing.SelectMany(release => release.Statistic.Cells))
        {
            var key = new Cell { Key = { cell.Key } };
            if (!groups.TryGetValue(key, out var alike))
            {
                groups.Add(key, alike = []);
            }

            alike.Add(cell);
        }

        merged.Cells.Add(groups.OrderBy(group => group.Key, Comparer<Cell>.Create(Compare)).Select(group => new Cell
        {
            Key = { group.Key.Key },
            SilosCount = group.Value.Count,
            Values = { Sums([.. group.Value.Select(cell => cell.Values)]) },
        }));
        merged.Rest.Clear();
        merged.Rest.Add(Sums([.. agreeing.Select(release => release.Statistic.Rest)]));
    }

    private static IEnumerable<long> Sums(IReadOnlyList<IReadOnlyList<long>> values) =>
        Enumerable.Range(0, values[0].Count).Select(component => long.CreateSaturating(
            values.Aggregate(Int128.Zero, (sum, one) => sum + one[component])));

    private static int Compare(Cell left, Cell right) => left.Key.Zip(right.Key)
        .Select(pair => Compare(pair.First, pair.Second)).FirstOrDefault(sign => sign != 0);

    private static int Compare(Value left, Value right) => left.KindCase != right.KindCase
        ? left.KindCase.CompareTo(right.KindCase)
        : left.KindCase switch
        {
            Value.KindOneofCase.Text => string.CompareOrdinal(left.Text, right.Text),
            Value.KindOneofCase.Boolean => left.Boolean.CompareTo(right.Boolean),
            Value.KindOneofCase.Day => left.Day.CompareTo(right.Day),
            Value.KindOneofCase.Decimal => Compare(left.Decimal, right.Decimal),
            _ => left.Integer.CompareTo(right.Integer),
        };

    /// <summary>By their digits at one scale, exactly; scales beyond what the wire allows are all alike.</summary>
    private static int Compare(Contracts.Type.V1.Decimal left, Contracts.Type.V1.Decimal right)
    {
        static Int128 Scaled(Contracts.Type.V1.Decimal number, int scale)
        {
            Int128 scaled = number.Unscaled;
            for (var digit = Math.Clamp(number.Scale, 0, 18); digit < scale; digit++)
            {
                scaled *= 10;
            }

            return scaled;
        }

        return Scaled(left, 18).CompareTo(Scaled(right, 18));
    }
}
