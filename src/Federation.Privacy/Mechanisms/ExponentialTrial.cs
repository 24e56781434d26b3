using System.Numerics;
using System.Runtime.CompilerServices;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>A coin that shows true with probability exactly exp(−n / d), for 0 ≤ n ≤ d.</summary>
/// <remarks>
/// Canonne, Kamath and Steinke 2020, algorithm 1: count k up while a coin of n / (d · k) shows true; the answer is
/// whether
/// the last k is odd. That coin is drawn as "n / d and 1 / k", so the product d · k is never formed.
/// </remarks>
internal static class ExponentialTrial
{
    /// <summary>True with probability exactly exp(−<paramref name="n"/> / <paramref name="d"/>).</summary>
    public static bool Next<TBits>(ulong n, ulong d, ref TBits bits)
        where TBits : struct, IBits
    {
        ulong k = 1;
        while (Uniform.Below(d, ref bits) < n && Uniform.Below(k, ref bits) == 0)
        {
            k++;
        }

        return ulong.IsOddInteger(k);
    }

    /// <summary>True with probability exactly 1 / e: the same bits to the same answer as n = d = 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool NextOneOverE<TBits>(ref TBits bits)
        where TBits : struct, IBits
    {
        if (bits.Next(1) != 0)
        {
            return false; // Stops at k = 2.
        }

        ulong k = 3;
        while (Uniform.Below(k, ref bits) == 0)
        {
            k++;
        }

        return ulong.IsOddInteger(k);
    }

    /// <summary>The same coin for numbers of any size.</summary>
    public static bool Next<TBits>(BigInteger n, BigInteger d, ref TBits bits)
        where TBits : struct, IBits
    {
        var k = BigInteger.One;
        while (Uniform.Below(d, ref bits) < n && Uniform.Below(k, ref bits).IsZero)
        {
            k++;
        }

        return !k.IsEven;
    }
}
