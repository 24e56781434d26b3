using System.Numerics;
using System.Runtime.CompilerServices;

namespace Federation.Privacy.Randomness;

/// <summary>Exactly uniform whole numbers below a bound, from fair bits.</summary>
/// <remarks>
/// Small bounds reject from the fewest bits that reach them; bounds of up to 64 bits multiply and shift with rejection
/// (Lemire 2019); wider ones reject again. Both overloads take the same bits to the same result.
/// </remarks>
internal static class Uniform
{
    /// <summary>Up to here the fewest bits are taken; above, a whole word.</summary>
    private const ulong SmallMax = 256;

    /// <summary>A uniform number in [0, <paramref name="bound"/>); the bound is at least 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Below<TBits>(ulong bound, ref TBits bits)
        where TBits : struct, IBits => bound <= SmallMax ? BelowSmall(bound, ref bits) : BelowWord(bound, ref bits);

    /// <summary>A uniform number in [0, <paramref name="bound"/>); the bound is at least 1.</summary>
    public static BigInteger Below<TBits>(BigInteger bound, ref TBits bits)
        where TBits : struct, IBits
    {
        if (bound <= SmallMax || bound > ulong.MaxValue)
        {
            return BelowRejecting(bound, ref bits);
        }

        var threshold = (BigInteger.One << 64) % bound;
        while (true)
        {
            var product = new BigInteger(bits.Next(64)) * bound;
            if ((product & ulong.MaxValue) >= threshold)
            {
                return product >> 64;
            }
        }
    }

    private static ulong BelowSmall<TBits>(ulong bound, ref TBits bits)
        where TBits : struct, IBits
    {
        if (bound == 1)
        {
            return 0;
        }

        var width = 64 - BitOperations.LeadingZeroCount(bound - 1);
        while (true)
        {
            var candidate = bits.Next(width);
            if (candidate < bound)
            {
                return candidate;
            }
        }
    }

    private static ulong BelowWord<TBits>(ulong bound, ref TBits bits)
        where TBits : struct, IBits
    {
        var high = Math.BigMul(bits.Next(64), bound, out var low);
        if (low < bound)
        {
            var threshold = (0UL - bound) % bound;
            while (low < threshold)
            {
                high = Math.BigMul(bits.Next(64), bound, out low);
            }
        }

        return high;
    }

    private static BigInteger BelowRejecting<TBits>(BigInteger bound, ref TBits bits)
        where TBits : struct, IBits
    {
        var width = (int)(bound - 1).GetBitLength();
        while (true)
        {
            var candidate = BigInteger.Zero;
            for (var taken = 0; taken < width; taken += 64)
            {
                var count = Math.Min(64, width - taken);
                candidate |= new BigInteger(bits.Next(count)) << taken;
            }

            if (candidate < bound)
            {
                return candidate;
            }
        }
    }
}
