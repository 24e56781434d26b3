using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Plans;

/// <summary>The noise step: the one way from exact integers to what may leave.</summary>
/// <remarks>
/// Draws the same number of variates for as many groups, whatever the values are, adds without overflow error, and
/// clears its copy of the noise. Proofs: docs/proofs/discrete-laplace.md, docs/proofs/discrete-gaussian.md,
/// docs/proofs/noise-choice.md and docs/proofs/key-selection.md.
/// </remarks>
public static class Perturbation
{
    /// <summary>Adds each component's noise to every cell. Each call draws anew: publish one result a debit.</summary>
    /// <param name="exact">The exact integers.</param>
    /// <param name="noise">The only source of randomness; a host passes a <see cref="SecureNoiseSource"/>.</param>
    public static NoisyTable Apply(ExactTable exact, INoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(noise);
        var plan = exact.Plan;
        if (plan.Selection is null)
        {
            var all = Perturb(plan, plan.CellsCount, exact.Get, noise);
            var offset = plan.Components.Count;
            foreach (var quantile in plan.Quantiles)
            {
                QuantileNoise.Apply(exact, quantile, all, offset, noise);
                offset += quantile.ValuesCount;
            }

            return new NoisyTable(plan, all);
        }

        var (shown, rest, isCut) = GroupSelection.Apply(exact, noise);
        var values = Perturb(plan, shown.Count + 1,
            (cell, component) => cell < shown.Count ? shown[cell].Values[component] : rest[component], noise);
        return new NoisyTable(plan, values, [.. shown.Select(group => group.Key)], isCut);
    }

    private static long[] Perturb(
        BoundedPlan plan, int cellsCount, Func<int, int, long> exactOf, INoiseSource noise)
    {
        var componentsCount = plan.Components.Count;
        var width = plan.ValuesCount;
        var values = new long[cellsCount * width];
        var draws = new long[cellsCount];
        for (var component = 0; component < componentsCount; component++)
        {
            Fill(draws, plan.Components[component].Noise, noise);
            for (var cell = 0; cell < cellsCount; cell++)
            {
                var sum = (Int128)exactOf(cell, component) + draws[cell];
                values[(cell * width) + component] = long.CreateSaturating(sum);
            }
        }

        Array.Clear(draws); // Beside a published value, its noise would tell the exact one.
        return values;
    }

    /// <summary>Fills a span with draws of a distribution.</summary>
    internal static void Fill(Span<long> draws, NoiseDistribution distribution, INoiseSource noise)
    {
        switch (distribution.Kind)
        {
            case NoiseKind.DiscreteLaplace:
                DiscreteLaplace.Fill(draws, distribution, noise);
                break;
            case NoiseKind.DiscreteGaussian:
                DiscreteGaussian.Fill(draws, distribution, noise);
                break;
            default: // The planner makes no other.
                throw new ArgumentException("The noise is of an unknown kind.", nameof(distribution));
        }
    }
}
