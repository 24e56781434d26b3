using Federation.Curation.Text;

namespace Federation.Curation.Models;

/// <summary>
/// A text as a model reads it: one Chinese character, one word of letters, one row of digits or one mark a unit. White
/// space is no unit, but a unit knows whether a line ends before it. Buffers are kept from text to text.
/// </summary>
internal sealed class TextUnits
{
    private const int LineBreakClass = 1;
    private const int WordLengthMax = 32;
    private int[] _starts = [];
    private int[] _ends = [];
    private ulong[] _words = [];
    private uint[] _classes = [];

    /// <summary>How many units.</summary>
    public int Count { get; private set; }

    /// <summary>Where a unit begins.</summary>
    public int StartOf(int unit) => _starts[unit];

    /// <summary>Where a unit ends.</summary>
    public int EndOf(int unit) => _ends[unit];

    /// <summary>A hash of a unit's characters in lower case; 0 beyond the ends of the text.</summary>
    public ulong WordAt(int unit) => (uint)unit < (uint)Count ? _words[unit] : 0;

    /// <summary>What the tables say of a unit; 0 beyond the ends of the text.</summary>
    public uint ClassAt(int unit) => (uint)unit < (uint)Count ? _classes[unit] : 0;

    /// <summary>Cuts a part of a view into units; their places are those in the view.</summary>
    public void Read(ReadOnlySpan<char> view, int from, int to)
    {
        Count = 0;
        if (_starts.Length < to - from)
        {
            var size = Math.Max(to - from, 2 * _starts.Length);
            (_starts, _ends, _words, _classes) = (new int[size], new int[size], new ulong[size], new uint[size]);
        }

        var isNewLine = true;
        for (var i = from; i < to;)
        {
            if (char.IsWhiteSpace(view[i]))
            {
                isNewLine |= view[i++] == '\n';
                continue;
            }

            var start = i++;
            var kind = KindOf(view[start]);
            while (kind is UnitKind.Word or UnitKind.Number && i < to && KindOf(view[i]) == kind)
            {
                i++;
            }

            Add(view[start..i], start, kind, isNewLine);
            isNewLine = false;
        }
    }

    private void Add(ReadOnlySpan<char> unit, int start, UnitKind kind, bool isNewLine)
    {
        Span<char> lower = stackalloc char[WordLengthMax];
        var known = unit[..Math.Min(unit.Length, WordLengthMax)];
        var length = kind == UnitKind.Number ? 0 : known.ToLowerInvariant(lower);
        (_starts[Count], _ends[Count]) = (start, start + unit.Length);
        _words[Count] = SpanHash.Of(lower[..length]) ^ (ulong)kind ^ ((ulong)Math.Min(unit.Length, 6) << 8);
        _classes[Count] = (UnitClass.Of(unit, kind) << 1) | (isNewLine ? LineBreakClass : 0u);
        Count++;
    }

    private static UnitKind KindOf(char character) =>
        char.IsAsciiDigit(character) ? UnitKind.Number
        : character is >= '\u4e00' and <= '\u9fff' ? UnitKind.Han
        : char.IsLetter(character) || character is >= '\u0300' and <= '\u036F' ? UnitKind.Word
        : UnitKind.Mark;
}
