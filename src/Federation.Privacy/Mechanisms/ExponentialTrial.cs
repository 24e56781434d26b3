using System.Runtime.CompilerServices;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>True with probability exactly exp(−n / d), from comparisons of uniform fractions.</summary>
/// <remarks>
/// Von Neumann 1951: among x &gt; U₁ &gt; U₂ &gt; … the number of links that hold before one fails is even with
/// probability exp(−x), for x in [0, 1]. Whole parts of x are trials of exp(−1), in which the first link always
/// holds. Comparing a digit with n / d takes one product and no division. Proof: docs/proofs/discrete-gaussian.md.
/// </remarks>
internal static class ExponentialTrial
{
    /// <summary>The fast path: n and d below 2^(127 − DigitBits). Ties of fractions go on in the wide one.</summary>
    public static bool Next<TBits>(UInt128 n, UInt128 d, ref TBits bits)
        where TBits : struct, IBits
    {
        while (n >= d)
        {
            if (!Run(bits.Next(TBits.DigitBits), ref bits))
            {
                return false;
            }

            n -= d;
        }

        return d >> (63 - TBits.DigitBits) == 0
            ? Fraction((ulong)n, (ulong)d, ref bits)
            : Fraction(n, d, ref bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Fraction<TBits>(ulong n, ulong d, ref TBits bits)
        where TBits : struct, IBits
    {
        var digit = bits.Next(TBits.DigitBits);
        var above = (long)((n << TBits.DigitBits) - (digit * d));
        if (above <= 0) // All that the fraction can be is n / d or more: the first link fails.
        {
            return true;
        }

        return (ulong)above >= d ? Run(digit, ref bits) : Undecided(digit, (ulong)above, d, ref bits);
    }

    private static bool Fraction<TBits>(UInt128 n, UInt128 d, ref TBits bits)
        where TBits : struct, IBits
    {
        var digit = bits.Next(TBits.DigitBits);
        var above = (Int128)((n << TBits.DigitBits) - (digit * d));
        if (above <= 0)
        {
            return true;
        }

        return (UInt128)above >= d ? Run(digit, ref bits) : Undecided(digit, (UInt128)above, d, ref bits);
    }

    /// <summary>Whether an odd number of falls follow a first fraction of which one digit is drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Run<TBits>(ulong digit, ref TBits bits)
        where TBits : struct, IBits
    {
        var isTrue = false;
        var current = digit;
        var next = bits.Next(TBits.DigitBits);
        while (next < current)
        {
            isTrue = !isTrue;
            current = next;
            next = bits.Next(TBits.DigitBits);
        }

        return next == current ? Tied(current, isTrue, ref bits) : isTrue;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Tied<TBits>(ulong digit, bool isTrue, ref TBits bits)
        where TBits : struct, IBits =>
        WideExponentialTrial.Run(new LazyFraction(digit, 1), new LazyFraction(digit, 1), isTrue, ref bits);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Undecided<TBits>(ulong digit, UInt128 n, UInt128 d, ref TBits bits)
        where TBits : struct, IBits => WideExponentialTrial.Fraction(new LazyFraction(digit, 1), n, d, ref bits);
}
