using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>Zeros, as many as told, and then predictable bits: fractions that stay alike for long.</summary>
internal struct StuckBits<TWidth>(int zerosLeft, SeededSource source) : IBits
    where TWidth : struct, IDigitWidth
{
    private int _zerosLeft = zerosLeft;

    public static int DigitBits => TWidth.Bits;

    public ulong Next(int count)
    {
        _zerosLeft -= count;
        return _zerosLeft >= 0 ? 0 : source.NextWord() >> (64 - count);
    }
}
