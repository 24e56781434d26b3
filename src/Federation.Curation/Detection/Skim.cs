using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Detection;

/// <summary>
/// One look over a view, 32 characters at once, that tells the places at which a rule is worth trying: most text has
/// none and costs no more than this. Also tells words as long as a key is at least, and what else is there at all.
/// </summary>
/// <remarks>
/// A place is told where a run of digits begins, at a sign for addresses, behind a colon before what an address of the
/// internet or of the web goes on with, behind an opening bracket before an a, and at an x behind v, w or i.
/// </remarks>
internal ref struct Skim
{
    private const int Block = 32;
    private const byte CaseBit = 0x20;

    private readonly ReadOnlySpan<ushort> _text;
    private int _next;
    private int _base;
    private uint _places;
    private uint _carriedDigit;
    private uint _carriedColon;
    private uint _carriedOpen;
    private uint _carriedBeforeX;
    private uint _carriedDash;
    private ulong _parts;
    private int _longEnd;

    /// <summary>Begins a look.</summary>
    /// <param name="view">The view.</param>
    public Skim(string view)
    {
        _text = MemoryMarshal.Cast<char, ushort>(view.AsSpan());
        IsAscii = true;
    }

    /// <summary>Whether all that was looked at is ASCII.</summary>
    public bool IsAscii { get; private set; }

    /// <summary>The long words that were looked at; null where there was none.</summary>
    public List<(int Start, int End)>? LongWords { get; private set; }

    /// <summary>Whether two dashes stood side by side.</summary>
    public bool HasDashes { get; private set; }

    /// <summary>Goes on to the next place.</summary>
    /// <returns>Whether there is one; where there is none, all was looked at.</returns>
    public bool MoveNext(out int place)
    {
        while (_places == 0)
        {
            if (_next >= _text.Length)
            {
                place = 0;
                return false;
            }

            Read();
        }

        place = _base + System.Numerics.BitOperations.TrailingZeroCount(_places);
        _places &= _places - 1;
        return true;
    }

    private void Read()
    {
        _base = _next;
        _next += Block;
        if (_next <= _text.Length)
        {
            ref var first = ref MemoryMarshal.GetReference(_text);
            Judge(
                Vector256.LoadUnsafe(ref first, (nuint)_base),
                Vector256.LoadUnsafe(ref first, (nuint)(_base + (Block / 2))));
            return;
        }

        Span<ushort> rest = stackalloc ushort[Block];
        rest.Clear();
        _text[_base..].CopyTo(rest);
        Judge(
            Vector256.Create((ReadOnlySpan<ushort>)rest),
            Vector256.Create((ReadOnlySpan<ushort>)rest[(Block / 2)..]));
    }

    private void Judge(Vector256<ushort> low, Vector256<ushort> high)
    {
        IsAscii &= ((low | high) & Vector256.Create((ushort)0xFF80)) == Vector256<ushort>.Zero;
        var text = Vector256.Narrow(
            Vector256.Min(low, Vector256.Create((ushort)0xFF)), Vector256.Min(high, Vector256.Create((ushort)0xFF)));
        var lower = text | Vector256.Create(CaseBit);
        var digit = Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var fromA = lower - Vector256.Create((byte)'a');
        var colon = Is(text, ':');
        var slash = Is(text, '/');
        var dash = Is(text, '-');
        var goesOn = digit | Vector256.LessThan(fromA, Vector256.Create((byte)6)) | colon | slash;
        var beforeX = Is(lower, 'v') | Is(lower, 'w') | Is(lower, 'i');
        var part = digit | Vector256.LessThan(fromA, Vector256.Create((byte)26)) | dash | slash
            | Is(text, '_') | Is(text, '+') | Is(text, '=');

        var digits = digit.ExtractMostSignificantBits();
        _places = (digits & ~Behind(digits, ref _carriedDigit))
            | Is(text, '@').ExtractMostSignificantBits()
            | (goesOn.ExtractMostSignificantBits() & Behind(colon.ExtractMostSignificantBits(), ref _carriedColon))
            | (Is(lower, 'a').ExtractMostSignificantBits()
                & Behind((Is(text, '(') | Is(text, '[')).ExtractMostSignificantBits(), ref _carriedOpen))
            | (Is(lower, 'x').ExtractMostSignificantBits()
                & Behind(beforeX.ExtractMostSignificantBits(), ref _carriedBeforeX));
        var dashes = dash.ExtractMostSignificantBits();
        HasDashes |= (dashes & Behind(dashes, ref _carriedDash)) != 0;
        FindLong(part.ExtractMostSignificantBits());
    }

    /// <summary>The places behind those of a set, also behind the last one of the block before.</summary>
    private static uint Behind(uint set, ref uint carried)
    {
        var behind = (set << 1) | carried;
        carried = set >> (Block - 1);
        return behind;
    }

    private static Vector256<byte> Is(Vector256<byte> text, char character) =>
        Vector256.Equals(text, Vector256.Create((byte)character));

    /// <summary>Sixteen parts in a row that begin in the block before or in this one.</summary>
    private void FindLong(uint parts)
    {
        _parts = (_parts >> Block) | ((ulong)parts << Block);
        var runs = _parts & (_parts >> 1);
        runs &= runs >> 2;
        runs &= runs >> 4;
        runs &= runs >> 8;
        if (runs != 0)
        {
            AddLong(runs);
        }
    }

    private void AddLong(ulong runs)
    {
        for (; runs != 0; runs &= runs - 1)
        {
            var start = _base - Block + System.Numerics.BitOperations.TrailingZeroCount(runs);
            if (start >= _longEnd)
            {
                _longEnd = Detection.Tokens.LongWords.EndFrom(_text, start);
                (LongWords ??= []).Add((start, _longEnd));
            }
        }
    }
}
