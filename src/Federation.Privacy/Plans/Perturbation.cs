using Federation.Answers;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Plans;

/// <summary>The noise step: the one way from exact integers to what may leave.</summary>
/// <remarks>
/// Draws the same number of variates whatever the values are, adds without overflow error, and clears its copy of the
/// noise. Proofs: docs/proofs/discrete-laplace.md, docs/proofs/discrete-gaussian.md and docs/proofs/noise-choice.md.
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
        var componentsCount = plan.Components.Count;
        var width = plan.ValuesCount;
        var values = new long[plan.CellsCount * width];
        var draws = new long[plan.CellsCount];
        for (var component = 0; component < componentsCount; component++)
        {
            Fill(draws, plan.Components[component].Noise, noise);
            for (var cell = 0; cell < plan.CellsCount; cell++)
            {
                var sum = (Int128)exact.Get(cell, component) + draws[cell];
                values[(cell * width) + component] = long.CreateSaturating(sum);
            }
        }

        Array.Clear(draws); // Beside a published value, its noise would tell the exact one.
        var offset = componentsCount;
        foreach (var quantile in plan.Quantiles)
        {
            QuantileNoise.Apply(exact, quantile, values, offset, noise);
            offset += quantile.ValuesCount;
        }

        return new NoisyTable(plan, values);
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
