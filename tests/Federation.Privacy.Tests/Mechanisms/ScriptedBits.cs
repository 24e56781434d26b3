using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>The first bits of a stream, lowest first. Past its end come filler bits, and the draw is void.</summary>
internal struct ScriptedBits<TWidth>(ulong script, int length) : IBits
    where TWidth : struct, IDigitWidth
{
    private readonly SeededSource _filler = new(script);
    private int _used;

    public static int DigitBits => TWidth.Bits;

    public readonly bool IsOverrun => _used > length;

    public ulong Next(int count)
    {
        _used += count;
        var bits = IsOverrun ? _filler.NextWord() : script >> (_used - count);
        return bits & (count == 64 ? ulong.MaxValue : (1UL << count) - 1);
    }
}
