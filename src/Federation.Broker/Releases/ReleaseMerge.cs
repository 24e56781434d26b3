using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Releases;

/// <summary>Adds releases up. Costs no privacy: what arrives here is private already.</summary>
public static class ReleaseMerge
{
    /// <summary>The releases that can be added: those whose components and cells are those of most.</summary>
    /// <remarks>Noise may differ between silos. Between equally many the first wins.</remarks>
    public static IReadOnlyList<VerifiedRelease> Agreeing(IReadOnlyList<VerifiedRelease> releases) =>
        releases
            .GroupBy(release => (ShapeOf(release.Statistic), OnlySilo: HasPicks(release) ? release.Silo : null))
            .OrderByDescending(group => group.Count())
            .FirstOrDefault()?.ToList() ?? [];

    /// <summary>The sums of releases that agree, or null where there are none.</summary>
    public static MergedStatistic? Sum(IReadOnlyList<VerifiedRelease> agreeing)
    {
        ArgumentNullException.ThrowIfNull(agreeing);
        if (agreeing.Count == 0)
        {
            return null;
        }

        var merged = ShapeOf(agreeing[0].Statistic);
        merged.SilosCount = agreeing.Count;
        if (agreeing[0].Statistic.Selection is not null)
        {
            ChosenGroups.Add(merged, agreeing);
            return merged;
        }

        for (var cell = 0; cell < merged.Cells.Count; cell++)
        {
            merged.Cells[cell].Values.Add(Enumerable.Range(0, agreeing[0].Statistic.Cells[cell].Values.Count)
                .Select(index => SumOf(agreeing, cell, index)));
        }

        return merged;
    }

    /// <summary>Picked quantiles are grid indices: those of two silos cannot be added up.</summary>
    private static bool HasPicks(VerifiedRelease release) =>
        release.Statistic.Components.Any(component => component.Kind == ComponentKind.Quantile);

    private static long SumOf(IReadOnlyList<VerifiedRelease> releases, int cell, int index)
    {
        Int128 sum = 0;
        foreach (var release in releases)
        {
            sum += release.Statistic.Cells[cell].Values[index];
        }

        return long.CreateSaturating(sum); // Only a silo that lies gets there; it must not fail the others.
    }

    /// <summary>What silos must state alike: components without their noise, columns and keys without
    /// values; and whether they show every group.</summary>
    private static MergedStatistic ShapeOf(StatisticRelease release)
    {
        var shape = new MergedStatistic();
        shape.Components.Add(release.Components.Select(component =>
            new Component
            {
                Kind = component.Kind,
                Column = component.Column,
                Grid = component.Grid?.Clone(),
                ValuesCount = component.ValuesCount,
                Quantile = component.Quantile?.Clone(),
                LevelSteps = { component.LevelSteps },
            }));
        shape.GroupColumns.Add(release.GroupColumns);
        if (release.Selection is not null)
        {
            shape.Rest.Add(release.Rest.Select(_ => 0L)); // Each silo shows groups of its own choice.
            return shape;
        }

        shape.Cells.Add(release.Cells.Select(cell => new Cell { Key = { cell.Key.Select(value => value.Clone()) } }));
        return shape;
    }
}
