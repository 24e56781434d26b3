using System.Numerics;
using System.Runtime.CompilerServices;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>
/// Exact draws of ⌊E · t / s⌋ for an exponential E of rate 1: geometric, with ratio exp(−s / t).
/// </summary>
/// <remarks>
/// Von Neumann 1951: draw uniform fractions while they fall. A run that ends at its second, fourth, … number is kept
/// and its first number is the fraction of E; the count of runs thrown away before it is the whole part. Only
/// comparisons of uniform fractions are made, whose digits are drawn until they differ, so nothing is rounded, nothing
/// is rejected but whole runs, and no logarithm is taken. Proof: docs/proofs/discrete-laplace.md.
/// </remarks>
internal static class Geometric
{
    private const int WordBits = 64;
    private const int WholeBitsMax = 16;
    private const ulong HalfWordMax = uint.MaxValue >> 1;

    /// <summary>How many bits finer than the scale a fraction is before it is scaled: a digit drawn in vain costs less
    /// than a branch guessed wrong. None for single bits.</summary>
    public static int SlackBits(int digitBits) => digitBits / 4;

    /// <summary>The fast path: words of 64 and 128 bits; what does not fit, and ties, go on in the wide one. Held to
    /// the largest long.</summary>
    public static long Next<TBits>(ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits
    {
        ulong whole = 0;
        while (true)
        {
            var first = bits.Next(TBits.DigitBits);
            var current = first;
            var next = bits.Next(TBits.DigitBits);
            var falls = 0;
            while (current > next)
            {
                falls++;
                current = next;
                next = bits.Next(TBits.DigitBits);
            }

            if (current == next)
            {
                return Tied(whole, first, current, falls, t, s, ref bits);
            }

            if (int.IsEvenInteger(falls))
            {
                return Scaled(whole, first, t, s, ref bits);
            }

            whole++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Scaled<TBits>(ulong whole, ulong digit, ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits
    {
        var number = (whole << TBits.DigitBits) | digit; // In units of 2^−length; nobody lives to see 2^32 runs.
        var length = TBits.DigitBits;
        if (number <= HalfWordMax && t <= HalfWordMax && s <= HalfWordMax) // The usual settings need no 128 bits.
        {
            var divisor = s << length;
            var floor = s == 1 ? (number * t) >> length : number * t / divisor;
            if (divisor >> SlackBits(TBits.DigitBits) >= t && (number * t) - (floor * divisor) + t <= divisor)
            {
                return (long)floor;
            }
        }

        return ScaledWide(number, length, t, s, ref bits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long ScaledWide<TBits>(ulong number, int length, ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            var divisor = (UInt128)s << length;
            if (divisor >> SlackBits(TBits.DigitBits) >= t)
            {
                var floor = Divide((UInt128)number * t, s, length, out var rest);
                if (rest + t <= divisor)
                {
                    return long.CreateSaturating(floor);
                }
            }

            if (length > WordBits - TBits.DigitBits || number >> (WordBits - TBits.DigitBits) != 0)
            {
                return Wide(number, length, t, s, ref bits);
            }

            number = (number << TBits.DigitBits) | bits.Next(TBits.DigitBits);
            length += TBits.DigitBits;
        }
    }

    /// <summary>⌊product / (s · 2^length)⌋, by a division of 64 bits where that is enough.</summary>
    private static UInt128 Divide(UInt128 product, ulong s, int length, out UInt128 rest)
    {
        var high = product >> length;
        if (s == 1)
        {
            rest = product - (high << length);
            return high;
        }

        var floor = high <= ulong.MaxValue ? (ulong)high / s : high / s;
        rest = product - ((floor * s) << length);
        return floor;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Wide<TBits>(ulong number, int length, ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits
    {
        var whole = length < WordBits ? number >> length : 0;
        var fraction = new LazyFraction(
            number - (length < WordBits ? whole << length : 0), length / TBits.DigitBits);
        return Held(WideGeometric.Scaled(whole, fraction, t, s, ref bits));
    }

    /// <summary>Two fractions began alike: a few in a hundred thousand comparisons. More digits tell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Tied<TBits>(
        ulong whole, ulong firstDigit, ulong tiedDigit, int falls, ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits
    {
        var first = new ShortFraction(firstDigit, TBits.DigitBits);
        var current = new ShortFraction(tiedDigit, TBits.DigitBits);
        var next = current;
        while (true)
        {
            while (current.Prefix(next.LengthBits) == next.Digits)
            {
                if (!ShortFraction.HasRoom<TBits>(next.LengthBits))
                {
                    var start = first.Widen<TBits>();
                    return Held(WideGeometric.Resume(
                        whole, start, falls == 0 ? start : current.Widen<TBits>(), next.Widen<TBits>(),
                        int.IsEvenInteger(falls), t, s, ref bits));
                }

                current = current.LengthBits == next.LengthBits ? current.Extend(ref bits) : current;
                first = falls == 0 ? current : first;
                next = next.Extend(ref bits);
            }

            if (current.Prefix(next.LengthBits) > next.Digits)
            {
                (current, next, falls) = (next, default, falls + 1);
            }
            else if (int.IsEvenInteger(falls))
            {
                return Untied(whole, first, t, s, ref bits);
            }
            else
            {
                first = default(ShortFraction).Extend(ref bits);
                (whole, current, next, falls) = (whole + 1, first, default, 0);
            }
        }
    }

    private static long Untied<TBits>(ulong whole, ShortFraction first, ulong t, ulong s, ref TBits bits)
        where TBits : struct, IBits => first.LengthBits <= WordBits - WholeBitsMax && whole >> WholeBitsMax == 0
            ? ScaledWide((whole << first.LengthBits) | first.Digits, first.LengthBits, t, s, ref bits)
            : Held(WideGeometric.Scaled(whole, first.Widen<TBits>(), t, s, ref bits));

    private static long Held(BigInteger magnitude) => (long)BigInteger.Min(magnitude, long.MaxValue);
}
