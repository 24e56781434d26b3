using System.Numerics;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>The draw of <see cref="Geometric"/> for numbers of any size, and what that one is tested against.</summary>
internal static class WideGeometric
{
    /// <summary>⌊E · t / s⌋ for an exponential E of rate 1.</summary>
    public static BigInteger Next<TBits>(BigInteger t, BigInteger s, ref TBits bits)
        where TBits : struct, IBits
    {
        var first = new LazyFraction();
        first.Extend(ref bits);
        return Resume(BigInteger.Zero, first, first, new LazyFraction(), true, t, s, ref bits);
    }

    /// <summary>Goes on in the middle of a run of falling fractions.</summary>
    /// <param name="whole">How many runs were thrown away.</param>
    /// <param name="first">The first fraction of the run.</param>
    /// <param name="current">Its last one so far.</param>
    /// <param name="next">The one to compare with that; its digits so far are the first ones of that.</param>
    /// <param name="isKept">Whether the run is kept if it ends here.</param>
    /// <param name="t">The numerator of the scale.</param>
    /// <param name="s">The denominator of the scale.</param>
    /// <param name="bits">The only source of randomness.</param>
    public static BigInteger Resume<TBits>(
        BigInteger whole, LazyFraction first, LazyFraction current, LazyFraction next, bool isKept, BigInteger t,
        BigInteger s, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            if (current.IsAbove(next, ref bits))
            {
                (current, next, isKept) = (next, new LazyFraction(), !isKept);
            }
            else if (isKept)
            {
                return Scaled(whole, first, t, s, ref bits);
            }
            else
            {
                whole++;
                first = new LazyFraction();
                first.Extend(ref bits);
                (current, next, isKept) = (first, new LazyFraction(), true);
            }
        }
    }

    /// <summary>⌊(whole + fraction) · t / s⌋, drawing digits until all that could follow give the same.</summary>
    public static BigInteger Scaled<TBits>(
        BigInteger whole, LazyFraction fraction, BigInteger t, BigInteger s, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            var length = TBits.DigitBits * fraction.Count;
            var divisor = s << length;
            if (divisor >> Geometric.SlackBits(TBits.DigitBits) >= t)
            {
                var lowest = ((whole << length) + fraction.Digits) * t;
                var floor = BigInteger.DivRem(lowest, divisor, out var rest);
                if (rest + t <= divisor)
                {
                    return floor;
                }
            }

            fraction.Extend(ref bits);
        }
    }
}
