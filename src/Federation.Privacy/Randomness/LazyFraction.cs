using System.Numerics;

namespace Federation.Privacy.Randomness;

/// <summary>A uniform number in [0, 1) whose digits are drawn only when they are asked for, and then kept.</summary>
internal sealed class LazyFraction
{
    /// <summary>A fraction of which nothing is drawn yet.</summary>
    public LazyFraction()
    {
    }

    /// <summary>A fraction whose first digits are known.</summary>
    public LazyFraction(BigInteger digits, int count) => (Digits, Count) = (digits, count);

    /// <summary>The digits drawn so far, as one whole number.</summary>
    public BigInteger Digits { get; private set; } = BigInteger.Zero;

    /// <summary>How many digits are drawn.</summary>
    public int Count { get; private set; }

    /// <summary>Draws one more digit.</summary>
    public void Extend<TBits>(ref TBits bits)
        where TBits : struct, IBits
    {
        Digits = (Digits << TBits.DigitBits) | bits.Next(TBits.DigitBits);
        Count++;
    }

    /// <summary>Whether it is the larger of two, drawing as many digits as that takes.</summary>
    /// <param name="other">A fraction whose digits, so far, are the first ones of this.</param>
    /// <param name="bits">Where digits come from.</param>
    public bool IsAbove<TBits>(LazyFraction other, ref TBits bits)
        where TBits : struct, IBits
    {
        while (true)
        {
            if (Count == other.Count)
            {
                Extend(ref bits);
            }

            other.Extend(ref bits);
            var mine = Digits >> (TBits.DigitBits * (Count - other.Count));
            if (mine != other.Digits)
            {
                return mine > other.Digits;
            }
        }
    }
}
