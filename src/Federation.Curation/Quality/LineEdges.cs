using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>Where the lines of a text begin and end, whatever ends them: those of <see cref="Lines.Next"/>.</summary>
/// <remarks>Buffers are kept from text to text.</remarks>
internal sealed class LineEdges
{
    private static readonly int UnitsAtOnce = Vector512<ushort>.Count;

    private int[] _starts = new int[1];
    private int[] _ends = new int[1];

    /// <summary>How many lines.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all that end do so with a line feed alone.</summary>
    public bool HaveFeedsOnly { get; private set; }

    /// <summary>Where each line begins, and the end of the text.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count + 1);

    /// <summary>Where each line ends, without what ends it.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    /// <summary>Finds the lines of a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        (Count, HaveFeedsOnly, _starts[0]) = (0, true, 0);
        ref var first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
        var done = 0;
        for (; done <= text.Length - UnitsAtOnce; done += UnitsAtOnce)
        {
            var breaks = Breaks(Vector512.LoadUnsafe(ref first, (nuint)done));
            for (; breaks != 0; breaks &= breaks - 1)
            {
                End(text, done + BitOperations.TrailingZeroCount(breaks));
            }
        }

        for (; done < text.Length; done++)
        {
            if (Lines.IsBreak(text[done]))
            {
                End(text, done);
            }
        }

        if (_starts[Count] < text.Length)
        {
            End(text, text.Length);
        }

        _starts[Count] = text.Length;
    }

    /// <summary>A bit for each character that ends a line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Breaks(Vector512<ushort> units)
    {
        var breaks = Vector512.LessThanOrEqual(units - Vector512.Create((ushort)'\n'), Vector512.Create((ushort)3))
            | Vector512.LessThanOrEqual(units - Vector512.Create((ushort)'\u001C'), Vector512.Create((ushort)2))
            | Vector512.LessThanOrEqual(units - Vector512.Create((ushort)'\u2028'), Vector512.Create((ushort)1))
            | Vector512.Equals(units, Vector512.Create((ushort)'\u0085'));
        return breaks.ExtractMostSignificantBits();
    }

    private void End(ReadOnlySpan<char> text, int place)
    {
        var start = _starts[Count];
        if (place < start)
        {
            return; // The second half of a pair.
        }

        _ends[Count++] = place;
        if (Count == _ends.Length)
        {
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }

        var isPair = place + 1 < text.Length && text[place] == '\r' && text[place + 1] == '\n';
        HaveFeedsOnly &= place == text.Length || text[place] == '\n';
        _starts[Count] = place + (isPair ? 2 : 1);
    }
}
