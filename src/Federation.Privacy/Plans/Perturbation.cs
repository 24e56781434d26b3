using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Plans;

/// <summary>The noise step: the one way from exact integers to what may leave.</summary>
/// <remarks>
/// Draws the same number of variates whatever the values are, adds without overflow error, and clears its copy of the
/// noise. Proofs: docs/proofs/discrete-laplace.md and docs/proofs/moment-pair.md.
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
        var values = new long[plan.CellsCount * componentsCount];
        var draws = new long[plan.CellsCount];
        for (var component = 0; component < componentsCount; component++)
        {
            DiscreteLaplace.Fill(draws, plan.Components[component].Noise, noise);
            for (var cell = 0; cell < plan.CellsCount; cell++)
            {
                var sum = (Int128)exact.Get(cell, component) + draws[cell];
                values[(cell * componentsCount) + component] = long.CreateSaturating(sum);
            }
        }

        Array.Clear(draws); // Beside a published value, its noise would tell the exact one.
        return new NoisyTable(plan, values);
    }
}
