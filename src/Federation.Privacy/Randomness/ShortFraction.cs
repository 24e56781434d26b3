namespace Federation.Privacy.Randomness;

/// <summary>The first digits of a uniform number in [0, 1), as far as 64 bits hold them: what
/// <see cref="LazyFraction"/> is without a bound, and without memory of its own.</summary>
internal readonly record struct ShortFraction(ulong Digits, int LengthBits)
{
    /// <summary>Whether one more digit finds room.</summary>
    public static bool HasRoom<TBits>(int lengthBits)
        where TBits : struct, IBits => lengthBits + TBits.DigitBits <= 64;

    /// <summary>The same number with one more digit drawn.</summary>
    public ShortFraction Extend<TBits>(ref TBits bits)
        where TBits : struct, IBits =>
        new((Digits << TBits.DigitBits) | bits.Next(TBits.DigitBits), LengthBits + TBits.DigitBits);

    /// <summary>The first digits alone.</summary>
    public ulong Prefix(int lengthBits) => lengthBits == 0 ? 0 : Digits >> (LengthBits - lengthBits);

    /// <summary>The same digits in a fraction that has room for all that may follow.</summary>
    public LazyFraction Widen<TBits>()
        where TBits : struct, IBits => new(Digits, LengthBits / TBits.DigitBits);
}
