using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Federation.Curation.Text;

/// <summary>
/// A fast 64-bit hash of characters, the same in every process and on every machine of one byte order.
/// </summary>
/// <remarks>No secret and no defence: whoever needs equality compares the characters as well.</remarks>
internal static class SpanHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;

    /// <summary>Hashes any number of characters.</summary>
    public static ulong Of(ReadOnlySpan<char> characters)
    {
        var hash = (ulong)characters.Length * First;
        var words = MemoryMarshal.Cast<char, ulong>(characters);
        var rest = 0UL;
        foreach (var character in characters[(words.Length * 4)..])
        {
            rest = (rest << 16) | character;
        }

        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            hash = Mix(hash ^ words[i] ^ (words[i + 1] * Second));
        }

        return Mix(hash ^ rest ^ ((words.Length & 1) != 0 ? words[^1] * Second : 0));
    }

    /// <summary>Spreads every bit of a number over all bits of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ Second, First, out var low);
        return high ^ low;
    }
}
