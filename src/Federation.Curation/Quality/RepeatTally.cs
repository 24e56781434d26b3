using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>
/// Adds up the characters of repeated n-grams as the published filter does: left to right, and past a repeated one at
/// once. One lane for each n, beginning with <see cref="LengthMin"/> words.
/// </summary>
internal struct RepeatTally
{
    /// <summary>How many words the n-grams of the first lane have.</summary>
    public const int LengthMin = 3;

    /// <summary>How many lanes.</summary>
    public const int Lanes = 8;

    /// <summary>A place is open in all lanes whose repetitions are weighed, until an n-gram reaches over it.</summary>
    public const byte Open = 0xFF & ~((1 << (GramMeter.RepeatedMin - LengthMin)) - 1);

    /// <summary>Behind the place of an n-gram, so many places may be written.</summary>
    public const int Behind = 16;

    private Vector256<int> _characters;

    /// <summary>The lanes of n-grams that reach over a place, by how far behind their first word it is.</summary>
    private static Vector128<byte> Over =>
        Vector128.Create((byte)0xFF, 0xFF, 0xFE, 0xFC, 0xF8, 0xF0, 0xE0, 0xC0, 0x80, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Characters of repeated n-grams, for n from <see cref="GramMeter.RepeatedMin"/> on.</summary>
    public readonly int Characters(int n) => _characters.GetElement(n - LengthMin);

    /// <summary>Adds the n-grams of some lanes.</summary>
    /// <param name="place">Where they begin.</param>
    /// <param name="lanes">Which ones.</param>
    /// <param name="lengths">Where each word ends, in characters.</param>
    /// <param name="open">The lanes in which each place is open; closed where the n-grams reach.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int place, int lanes, ReadOnlySpan<int> lengths, Span<byte> open)
    {
        var bits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var added = Vector256.Equals(bits & Vector256.Create(lanes), bits);
        var ends = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(lengths), (nuint)(place + LengthMin));
        _characters += added & (ends - Vector256.Create(lengths[place]));
        ref var behind = ref MemoryMarshal.GetReference(open.Slice(place + 1, Behind));
        var closed = Over & Vector128.Create((byte)lanes);
        Vector128.AndNot(Vector128.LoadUnsafe(ref behind), closed).StoreUnsafe(ref behind);
    }
}
