using System.Numerics;
using Federation.Answers;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>Hides one privacy unit's contribution to sums of integers behind two-sided geometric noise.</summary>
/// <remarks>
/// <para>Guarantee: pure ε-DP for integers whose L1 distance between neighbours is at most Δ, at scale t / s = Δ /
/// ε.</para>
/// <para>Units: the noise has the unit of the integer it is added to.</para>
/// <para>Integers only, from fair bits: exact, without floating-point residue. How long a draw takes depends on the
/// noise; hosts answer on a schedule that does not.</para>
/// <para>Proof: docs/proofs/discrete-laplace.md (after von Neumann 1951, and Canonne, Kamath and Steinke 2020).</para>
/// </remarks>
public static class DiscreteLaplace
{
    /// <summary>Fills a span with independent draws; a magnitude beyond 63 bits is held to the largest.</summary>
    /// <param name="draws">What to fill.</param>
    /// <param name="distribution">The scale.</param>
    /// <param name="noise">The only source of randomness; the caller picks a secure one.</param>
    public static void Fill(Span<long> draws, NoiseDistribution distribution, INoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentOutOfRangeException.ThrowIfNotEqual(distribution.Kind, NoiseKind.DiscreteLaplace);
        var t = (ulong)distribution.ScaleNumerator;
        var s = (ulong)distribution.ScaleDenominator;
        var bits = new SourceBits(noise);
        for (var index = 0; index < draws.Length; index++)
        {
            draws[index] = Next(t, s, ref bits);
        }
    }

    /// <summary>One draw at a scale of any size. From the same bits, the same result as <see cref="Fill"/>.</summary>
    /// <param name="t">The numerator of the scale; at least 1.</param>
    /// <param name="s">The denominator of the scale; at least 1.</param>
    /// <param name="noise">The only source of randomness.</param>
    public static BigInteger Draw(BigInteger t, BigInteger s, INoiseSource noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(t);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(s);
        ArgumentNullException.ThrowIfNull(noise);
        var bits = new SourceBits(noise);
        return Next(t, s, ref bits);
    }

    /// <summary>The fast path: words of 64 and 128 bits.</summary>
    internal static long Next<TBits>(ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            var magnitude = Geometric.Next(t, s, ref bits);
            var isNegative = bits.Next(1) != 0;
            if (!isNegative || magnitude != 0) // Zero has no sign: counting it twice would double its weight.
            {
                return isNegative ? -magnitude : magnitude;
            }
        }
    }

    /// <summary>The path for numbers of any size, and the reference that the fast one is tested against.</summary>
    internal static BigInteger Next<TBits>(BigInteger t, BigInteger s, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            var magnitude = WideGeometric.Next(t, s, ref bits);
            var isNegative = bits.Next(1) != 0;
            if (!isNegative || !magnitude.IsZero)
            {
                return isNegative ? -magnitude : magnitude;
            }
        }
    }
}
