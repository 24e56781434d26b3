namespace Federation.Privacy.Randomness;

/// <summary>Fresh bits, a few at a time. Implemented by structures, so that samplers compile to straight
/// code.</summary>
internal interface IBits
{
    /// <summary>How many bits samplers take as one digit of a fraction, 1 to 32. Any width gives the same
    /// distribution: production takes wide ones for speed, enumeration single bits.</summary>
    static abstract int DigitBits { get; }

    /// <summary>The given number of fresh bits, 1 to 64, as a number.</summary>
    ulong Next(int count);
}
