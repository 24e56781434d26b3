using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Plans;

/// <summary>The noise step of quantiles: picks cells, or adds noise to a tree of counts.</summary>
/// <remarks>As many draws are made whatever the counts are. Proof: docs/proofs/quantile.md.</remarks>
internal static class QuantileNoise
{
    /// <summary>Writes the integers of one quantile of every cell.</summary>
    /// <param name="exact">The exact counts.</param>
    /// <param name="quantile">What is told.</param>
    /// <param name="values">All integers of the answer.</param>
    /// <param name="offset">Where in a cell's integers those of this quantile begin.</param>
    /// <param name="noise">The only source of randomness.</param>
    public static void Apply(
        ExactTable exact, PlanQuantile quantile, long[] values, int offset, INoiseSource noise)
    {
        var plan = exact.Plan;
        var column = plan.CountedColumns.Index().First(counted => counted.Item == quantile.Column).Index;
        var cells = (int)(plan.Shape.Find(quantile.Column)!.Bounds!.StepsCount + 1);
        var guarded = quantile is SelectedQuantile selected
            ? new GuardedQuantile(selected, plan.Shape.RecordsPerUnitBound, cells) : null;
        for (var cell = 0; cell < plan.CellsCount; cell++)
        {
            var target = values.AsSpan((cell * plan.ValuesCount) + offset, quantile.ValuesCount);
            if (guarded is not null)
            {
                guarded.Draw(exact.CountsOf(cell, column), target, noise);
            }
            else
            {
                AddUp(exact.CountsOf(cell, column), (QuantileTree)quantile, target, noise);
            }
        }
    }

    private static void AddUp(ReadOnlySpan<long> counts, QuantileTree tree, Span<long> nodes, INoiseSource noise)
    {
        var draws = new long[nodes.Length];
        Perturbation.Fill(draws, tree.Noise, noise);
        var first = 0;
        foreach (var steps in tree.LevelSteps)
        {
            var count = (int)((counts.Length + steps - 1) / steps);
            for (var node = 0; node < count; node++)
            {
                Int128 sum = draws[first + node];
                var from = node * (int)steps;
                foreach (var rows in counts[from..Math.Min(counts.Length, from + (int)steps)])
                {
                    sum += rows;
                }

                nodes[first + node] = long.CreateSaturating(sum);
            }

            first += count;
        }

        Array.Clear(draws); // Beside a published value, its noise would tell the exact one.
    }
}
