using Federation.Answers;
using Federation.Client.Sql;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf.Collections;

namespace Federation.Client.Statistics;

/// <summary>Reads an answer whose silos chose the groups they show: every group that some silo shows, with its gaps.
/// </summary>
internal static class ChosenGroupsReader
{
    /// <summary>Reads an answer whose releases are verified.</summary>
    /// <exception cref="FederationException">They do not fit together, or the broker's merge is another one.
    /// </exception>
    public static StatisticAnswer Read(
        StatisticRequest body, QueryStatisticResponse response, IReadOnlyList<SiloOutcome> coverage,
        IReadOnlyList<StatisticRelease> releases)
    {
        List<SiloTable> tables = [.. releases.Select(ReleaseTable.Of)];
        if (Union.FindMismatch(tables) is { } fault)
        {
            throw new FederationException(
                FederationFaultKind.Unverified, $"The silos' answers cannot be put together. {fault}");
        }

        Compare(releases, response.Merged);
        string[] columns = [.. body.Query.GroupBy.Distinct(StringComparer.Ordinal)];
        int[] places = [.. columns.Select(column => releases[0].GroupColumns.IndexOf(column))];
        var keys = releases.SelectMany(release => release.Cells).Select(cell => cell.Key)
            .DistinctBy(key => string.Join('\u001f', key.Select(ReleaseTable.Text)))
            .ToDictionary(key => string.Join('\u001f', key.Select(ReleaseTable.Text)), StringComparer.Ordinal);
        var estimates = new Dictionary<MergedTable, Estimates>(ReferenceEqualityComparer.Instance);
        var rows = new List<StatisticRow>();
        foreach (var group in Union.Of(tables))
        {
            if (!estimates.TryGetValue(group.Table, out var known))
            {
                estimates.Add(group.Table, known = new Estimates(group.Table));
            }

            var key = keys[string.Join('\u001f', group.Key)];
            rows.Add(new StatisticRow(
                [.. places.Select(place => key[place])],
                [.. body.Query.Measures.Select(measure => EstimateOf(known, group, measure))])
            {
                MissingSilos = group.MissingSilos,
            });
        }

        var rest = new Estimates(Union.Rest(tables));
        return new StatisticAnswer(
            body.Header.RequestId, response.AccessId, body.Query.Dataset, columns,
            [.. body.Query.Measures.Select(SqlPrinter.Label)], rows, coverage)
        {
            Rest = [.. body.Query.Measures.Select(measure => StatisticReader.EstimateOf(rest, 0, measure))],
        };
    }

    private static Estimate EstimateOf(Estimates estimates, UnionGroup group, Measure measure)
    {
        var estimate = StatisticReader.EstimateOf(estimates, group.Cell, measure);
        return measure.Kind switch
        {
            MeasureKind.Count => group.WithHiddenRows(estimate),
            MeasureKind.Units when estimates.Distinct(group.Cell, measure.Column) is not null =>
                group.WithHiddenRows(estimate), // A row brings at most one new value.
            MeasureKind.Units => group.WithHiddenUnits(estimate),
            MeasureKind.Sum => group.WithHiddenSum(
                estimate, group.Table.Moments.First(moments => moments.Column == measure.Column).Grid),
            _ => estimate,
        };
    }

    /// <summary>The broker's sums must be the sums of what it passed on, group by group.</summary>
    private static void Compare(IReadOnlyList<StatisticRelease> releases, MergedStatistic? merged)
    {
        var groups = releases.SelectMany(release => release.Cells)
            .GroupBy(cell => new Cell { Key = { cell.Key } })
            .ToDictionary(group => group.Key, group => group.ToList());
        var isSame = merged is not null
            && merged.SilosCount == releases.Count
            && merged.GroupColumns.SequenceEqual(releases[0].GroupColumns)
            && merged.Components.Select(StatisticReader.Shape)
                .SequenceEqual(releases[0].Components.Select(StatisticReader.Shape))
            && IsSum(merged.Rest, [.. releases.Select(release => release.Rest)])
            && merged.Cells.Count == groups.Count
            && merged.Cells.All(cell => groups.TryGetValue(new Cell { Key = { cell.Key } }, out var parts)
                && cell.SilosCount == parts.Count
                && IsSum(cell.Values, [.. parts.Select(part => part.Values)]));
        if (!isSame)
        {
            throw new FederationException(
                FederationFaultKind.Unverified, "The broker's sums are not the sums of what the silos signed.");
        }
    }

    private static bool IsSum(RepeatedField<long> sums, RepeatedField<long>[] parts) =>
        sums.Count == parts[0].Count && sums.Index().All(sum =>
            sum.Item == parts.Aggregate(Int128.Zero, (total, part) => total + part[sum.Index]));
}
