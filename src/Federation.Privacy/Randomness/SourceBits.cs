namespace Federation.Privacy.Randomness;

/// <summary>Hands out the bits of a source, lowest first. Bits left of a word are thrown away with this
/// value.</summary>
internal struct SourceBits(INoiseSource source) : IBits
{
    private ulong _word;
    private int _bitsLeft;

    /// <summary>Four digits a word; two are alike once in 65,536 comparisons.</summary>
    public static int DigitBits => 16;

    public ulong Next(int count)
    {
        if (count == 64)
        {
            return source.NextWord();
        }

        if (_bitsLeft < count)
        {
            _word = source.NextWord();
            _bitsLeft = 64;
        }

        var bits = _word & ((1UL << count) - 1);
        _word >>= count;
        _bitsLeft -= count;
        return bits;
    }
}
