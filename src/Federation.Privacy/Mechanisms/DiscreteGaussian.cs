using System.Numerics;
using Federation.Answers;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>Hides one privacy unit's contribution to sums of integers behind discrete Gaussian noise.</summary>
/// <remarks>
/// <para>Guarantee: ρ-zCDP with ρ = Δ² / (2σ²) for integers whose L2 distance between neighbours is at most Δ.</para>
/// <para>Units: σ² has the unit of the square of the integer that the noise is added to.</para>
/// <para>Integers only, from fair bits: exact, without floating-point residue. How long a draw takes depends on the
/// noise; hosts answer on a schedule that does not.</para>
/// <para>Proof: docs/proofs/discrete-gaussian.md (after Canonne, Kamath and Steinke 2020, algorithm 3).</para>
/// </remarks>
public static class DiscreteGaussian
{
    /// <summary>Fills a span with independent draws; a magnitude beyond 63 bits is held to the largest.</summary>
    /// <param name="draws">What to fill.</param>
    /// <param name="varianceNumerator">n of σ² = n / d; at least 1.</param>
    /// <param name="varianceDenominator">d of σ² = n / d; at least 1.</param>
    /// <param name="noise">The only source of randomness; the caller picks a secure one.</param>
    public static void Fill(Span<long> draws, long varianceNumerator, long varianceDenominator, INoiseSource noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(varianceNumerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(varianceDenominator);
        ArgumentNullException.ThrowIfNull(noise);
        Fill(draws, new GaussianScale(varianceNumerator, varianceDenominator), noise);
    }

    /// <summary>Fills a span with independent draws; a magnitude beyond 63 bits is held to the largest.</summary>
    /// <param name="draws">What to fill.</param>
    /// <param name="distribution">σ, as a fraction.</param>
    /// <param name="noise">The only source of randomness; the caller picks a secure one.</param>
    public static void Fill(Span<long> draws, NoiseDistribution distribution, INoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentOutOfRangeException.ThrowIfNotEqual(distribution.Kind, NoiseKind.DiscreteGaussian);
        var (t, s) = ((BigInteger)distribution.ScaleNumerator, (BigInteger)distribution.ScaleDenominator);
        Fill(draws, new GaussianScale(t * t, s * s), noise);
    }

    private static void Fill(Span<long> draws, in GaussianScale scale, INoiseSource noise)
    {
        var bits = new SourceBits(noise);
        for (var index = 0; index < draws.Length; index++)
        {
            draws[index] = scale.IsNarrow ? Next(in scale, ref bits) : Held(NextWide(in scale, ref bits));
        }
    }

    /// <summary>One draw of a variance of any size. From the same bits, the same result as
    /// <see cref="Fill(Span{long}, long, long, INoiseSource)"/>.</summary>
    /// <param name="n">The numerator of σ²; at least 1.</param>
    /// <param name="d">The denominator of σ²; at least 1.</param>
    /// <param name="noise">The only source of randomness.</param>
    public static BigInteger Draw(BigInteger n, BigInteger d, INoiseSource noise)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(d);
        ArgumentNullException.ThrowIfNull(noise);
        var bits = new SourceBits(noise);
        return NextWide(new GaussianScale(n, d), ref bits);
    }

    /// <summary>The fast path, for a narrow scale: words of 64 and 128 bits.</summary>
    internal static long Next<TBits>(in GaussianScale scale, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            var magnitude = Geometric.Next(scale.Candidate, 1, ref bits);
            var isKept = scale.TryNumerator(magnitude, out var numerator)
                ? ExponentialTrial.Next(numerator, scale.Denominator, ref bits)
                : WideExponentialTrial.Next(scale.WideNumerator(magnitude), scale.WideDenominator, ref bits);
            if (!isKept)
            {
                continue;
            }

            var isNegative = bits.Next(1) != 0;
            if (!isNegative || magnitude != 0) // Zero has no sign: counting it twice would double its weight.
            {
                return isNegative ? -magnitude : magnitude;
            }
        }
    }

    /// <summary>The path for numbers of any size, and the reference that the fast one is tested against.</summary>
    internal static BigInteger NextWide<TBits>(in GaussianScale scale, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            var magnitude = WideGeometric.Next(scale.WideCandidate, BigInteger.One, ref bits);
            if (!WideExponentialTrial.Next(scale.WideNumerator(magnitude), scale.WideDenominator, ref bits))
            {
                continue;
            }

            var isNegative = bits.Next(1) != 0;
            if (!isNegative || !magnitude.IsZero)
            {
                return isNegative ? -magnitude : magnitude;
            }
        }
    }

    private static long Held(BigInteger draw) => (long)BigInteger.Clamp(draw, -long.MaxValue, long.MaxValue);
}
