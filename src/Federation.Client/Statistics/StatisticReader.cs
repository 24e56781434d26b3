using Federation.Answers;
using Federation.Client.Sql;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Statistics;

/// <summary>Merges the silos' numbers again, compares with the broker's sums, and puts error bars on them.</summary>
internal static class StatisticReader
{
    /// <summary>Reads an answer whose releases are verified.</summary>
    /// <exception cref="FederationException">All refused, or the broker's merge is another one.</exception>
    public static StatisticAnswer Read(
        StatisticRequest body, QueryStatisticResponse response, IReadOnlyList<SiloOutcome> coverage)
    {
        var releases = coverage.Where(silo => silo.Release is not null).Select(silo => silo.Release!).ToList();
        if (releases.Count == 0)
        {
            throw new FederationException(
                FederationFaultKind.Refused,
                "No silo answered. " + string.Join(" ", coverage.Select(silo =>
                    $"{silo.Silo}: {silo.Refusal!.Reason} ({silo.Refusal.Message})")),
                coverage.Count > 0 ? coverage[0].Refusal!.Reason : RefusalReason.AccessDenied);
        }

        if (releases.Exists(release => release.Selection is not null))
        {
            return ChosenGroupsReader.Read(body, response, coverage, releases);
        }

        var merged = Merge(releases);
        Compare(releases, response.Merged);
        var estimates = new Estimates(merged);
        string[] columns = [.. body.Query.GroupBy.Distinct(StringComparer.Ordinal)];
        int[] places = [.. columns.Select(column => releases[0].GroupColumns.IndexOf(column))];
        var rows = releases[0].Cells.Select((cell, index) => new StatisticRow(
            [.. places.Select(place => cell.Key[place])],
            [.. body.Query.Measures.Select(measure => EstimateOf(estimates, index, measure))]));
        return new StatisticAnswer(
            body.Header.RequestId, response.AccessId, body.Query.Dataset, columns,
            [.. body.Query.Measures.Select(SqlPrinter.Label)], [.. rows], coverage);
    }

    private static MergedTable Merge(List<StatisticRelease> releases)
    {
        try
        {
            return Answers.Merge.Sum([.. releases.Select(ReleaseTable.Of)]);
        }
        catch (ArgumentException exception)
        {
            throw new FederationException(
                FederationFaultKind.Unverified, $"The silos' answers cannot be added up. {exception.Message}");
        }
    }

    /// <summary>The broker's sums must be the sums of what it passed on.</summary>
    private static void Compare(List<StatisticRelease> releases, MergedStatistic? merged)
    {
        var first = releases[0];
        var isSame = merged is not null
            && merged.SilosCount == releases.Count
            && merged.GroupColumns.SequenceEqual(first.GroupColumns)
            && merged.Components.Select(Shape).SequenceEqual(first.Components.Select(Shape))
            && merged.Cells.Count == first.Cells.Count;
        for (var index = 0; isSame && index < first.Cells.Count; index++)
        {
            var sums = Enumerable.Range(0, first.Cells[index].Values.Count).Select(place =>
                releases.Aggregate(Int128.Zero, (sum, release) => sum + release.Cells[index].Values[place]));
            isSame = merged!.Cells[index].Key.SequenceEqual(first.Cells[index].Key)
                && merged.Cells[index].Values.Select(value => (Int128)value).SequenceEqual(sums);
        }

        if (!isSame)
        {
            throw new FederationException(
                FederationFaultKind.Unverified, "The broker's sums are not the sums of what the silos signed.");
        }
    }

    internal static (ComponentKind Kind, string Column, Contracts.Type.V1.Grid? Grid) Shape(Component component) =>
        (component.Kind, component.Column, component.Grid);

    internal static Estimate EstimateOf(Estimates estimates, int cell, Measure measure)
    {
        try
        {
            var column = measure.Column.Length == 0 ? null : measure.Column;
            return measure.Kind switch
            {
                MeasureKind.Count => estimates.Count(cell, column),
                MeasureKind.Sum => estimates.Sum(cell, measure.Column),
                MeasureKind.Variance => estimates.Variance(cell, measure.Column),
                MeasureKind.StandardDeviation => estimates.StandardDeviation(cell, measure.Column),
                MeasureKind.Units => estimates.Distinct(cell, measure.Column) ?? estimates.Units(cell),
                MeasureKind.Quantile => estimates.Quantile(
                    cell, measure.Column, ReleaseTable.Number(measure.Quantile)),
                _ => estimates.Mean(cell, measure.Column),
            };
        }
        catch (ArgumentException)
        {
            throw new FederationException(
                FederationFaultKind.Unverified, $"The silos did not answer the measure {SqlPrinter.Label(measure)}.");
        }
    }
}
