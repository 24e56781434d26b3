using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>A set of rows by their places in the file: a bit a row.</summary>
internal sealed class RowMarks(long rowsCount)
{
    private const int PlacesAhead = 16;
    private readonly ulong[] _words = new ulong[(rowsCount + 63) / 64];

    /// <summary>Puts a row in. One thread at a time.</summary>
    public void Add(long place) => _words[place >> 6] |= 1UL << (int)(place & 63);

    /// <summary>Puts rows in. One thread at a time.</summary>
    public unsafe void Add(ReadOnlySpan<uint> places)
    {
        ref var words = ref MemoryMarshal.GetArrayDataReference(_words);
        for (var i = 0; i < places.Length; i++)
        {
            if (Sse.IsSupported && i + PlacesAhead < places.Length) // Rows of a unit are far apart in the file.
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref words, places[i + PlacesAhead] >> 6)));
            }

            _words[places[i] >> 6] |= 1UL << (int)(places[i] & 63);
        }
    }

    /// <summary>Tells of many rows whether each is in it; a place that the file does not have is not.</summary>
    public void Has(ReadOnlySpan<long> places, Span<bool> has)
    {
        var words = _words;
        for (var i = 0; i < has.Length; i++)
        {
            var place = places[i];
            has[i] = (ulong)place < (ulong)words.Length * 64 && (words[place >> 6] >> (int)(place & 63) & 1) != 0;
        }
    }

    /// <summary>Puts the rows of another set of the same file in. One thread at a time.</summary>
    public void Add(RowMarks other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }
}
