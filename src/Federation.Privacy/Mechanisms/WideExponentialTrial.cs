using System.Numerics;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>The trial of <see cref="ExponentialTrial"/> for numbers of any size, and what that one is tested
/// against.</summary>
internal static class WideExponentialTrial
{
    /// <summary>True with probability exactly exp(−n / d).</summary>
    public static bool Next<TBits>(BigInteger n, BigInteger d, ref TBits bits)
        where TBits : struct, IBits
    {
        for (; n >= d; n -= d)
        {
            var first = new LazyFraction();
            first.Extend(ref bits);
            if (!Run(first, new LazyFraction(), false, ref bits))
            {
                return false;
            }
        }

        return Fraction(new LazyFraction(), n, d, ref bits);
    }

    /// <summary>Compares a fraction with a number, from the next digit on, and goes on with the run if it is
    /// below.</summary>
    /// <param name="fraction">The fraction; its digits so far are those of the number.</param>
    /// <param name="n">The numerator of what is left of the number, scaled up by those digits; 0 to d.</param>
    /// <param name="d">The denominator of the number.</param>
    /// <param name="bits">The only source of randomness.</param>
    public static bool Fraction<TBits>(LazyFraction fraction, BigInteger n, BigInteger d, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            fraction.Extend(ref bits);
            var digit = fraction.Digits & ((BigInteger.One << TBits.DigitBits) - 1);
            n = (n << TBits.DigitBits) - (digit * d);
            if (n.Sign <= 0)
            {
                return true;
            }

            if (n >= d)
            {
                return Run(fraction, new LazyFraction(), false, ref bits);
            }
        }
    }

    /// <summary>Goes on in the middle of a run of falling fractions; true if it ends after an odd number of
    /// falls.</summary>
    /// <param name="current">The last fraction so far.</param>
    /// <param name="next">The one to compare with that; its digits so far are the first ones of that.</param>
    /// <param name="isTrue">Whether the number of falls so far is odd.</param>
    /// <param name="bits">The only source of randomness.</param>
    public static bool Run<TBits>(LazyFraction current, LazyFraction next, bool isTrue, ref TBits bits)
        where TBits : struct, IBits
    {
        while (current.IsAbove(next, ref bits))
        {
            (current, next, isTrue) = (next, new LazyFraction(), !isTrue);
        }

        return isTrue;
    }
}
