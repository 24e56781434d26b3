using Federation.Answers;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>Hides one privacy unit in counts over a window of records in a fixed order, one count for each outcome.
/// </summary>
/// <remarks>
/// <para>Guarantee: pure ε-DP where each record has exactly one outcome, which is a function of its own unit's records
/// alone, and a unit has at most k records: one unit more or less moves at most k records into the window and at most k
/// out of it, so the counts change by at most 2k together, and each gets discrete Laplace noise of scale 2k / ε.</para>
/// <para>Units: records. Proof: docs/proofs/removal-counts.md.</para>
/// </remarks>
public static class WindowHistogram
{
    /// <summary>The noise of each count.</summary>
    /// <param name="recordsPerUnit">k: the most records of one privacy unit; at least 1.</param>
    /// <param name="epsilon">What may be lost.</param>
    public static NoiseDistribution NoiseOf(int recordsPerUnit, Epsilon epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(recordsPerUnit);
        return new NoiseDistribution(
            NoiseKind.DiscreteLaplace, 2L * recordsPerUnit * Epsilon.MicrosPerNat, epsilon.Micros);
    }

    /// <summary>Adds noise to every count. Each call draws anew: publish one result a debit.</summary>
    /// <param name="exact">The exact counts.</param>
    /// <param name="distribution">The noise of each.</param>
    /// <param name="noise">The only source of randomness; a host passes a <see cref="SecureNoiseSource"/>.</param>
    /// <returns>As many counts, which can be negative.</returns>
    public static long[] Perturb(ReadOnlySpan<long> exact, NoiseDistribution distribution, INoiseSource noise)
    {
        var counts = new long[exact.Length];
        DiscreteLaplace.Fill(counts, distribution, noise);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = long.CreateSaturating((Int128)exact[i] + counts[i]);
        }

        return counts;
    }
}
