using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Federation.Curation.Detection.SkimBlock;

namespace Federation.Curation.Detection;

/// <summary>
/// One look over a view, 64 characters at once, that tells the places at which a rule is worth trying: most text has
/// none and costs no more than this. Also tells words as long as a key is at least, and what else is there at all.
/// </summary>
/// <remarks>
/// A place is told where a run of digits begins, at a sign for addresses, behind a colon before what an address of the
/// internet or of the web goes on with, behind an opening bracket before an a, and at an x behind v, w or i.
/// All of that is a bit for each character, and hardly anything is decided between: what text holds next is what a
/// processor guesses worst. A look at an original folds on the way what stays one character, and stops where more than
/// that is needed.
/// </remarks>
internal ref struct Skim
{
    private const int Block = Length;

    private readonly ReadOnlySpan<ushort> _text;
    private readonly bool _isOriginal;
    private int _next;
    private int _base;
    private ulong _places;
    private int _longEnd;

    // Bits of the block before.
    private ulong _parts;
    private ulong _dashes;
    private ulong _letters;
    private ulong _digits;
    private ulong _colons;
    private ulong _opens;
    private ulong _beforeX;
    private ulong _percents;

    /// <summary>Begins a look.</summary>
    /// <param name="text">A view, or an original.</param>
    /// <param name="isOriginal">Whether it is an original.</param>
    public Skim(string text, bool isOriginal = false)
    {
        _text = MemoryMarshal.Cast<char, ushort>(text.AsSpan());
        _isOriginal = isOriginal;
    }

    /// <summary>Whether an original holds what only a view tells: nothing more is looked at.</summary>
    public bool NeedsView { get; private set; }

    /// <summary>Whether three letters of ASCII stood in a row: the shortest word that names anything.</summary>
    public bool HasWord { get; private set; }

    /// <summary>Whether a character was there that Chinese words for accounts and secrets have.</summary>
    public bool HasChineseMark { get; private set; }

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
            if (_next >= _text.Length || NeedsView)
            {
                place = 0;
                return false;
            }

            Read();
        }

        place = _base + BitOperations.TrailingZeroCount(_places);
        _places &= _places - 1;
        return true;
    }

    private void Read()
    {
        _base = _next;
        _next += Block;
        if (_next <= _text.Length)
        {
            Judge(ref Unsafe.Add(ref MemoryMarshal.GetReference(_text), _base));
        }
        else
        {
            ReadRest();
        }
    }

    /// <summary>The last block, filled up with spaces.</summary>
    private void ReadRest()
    {
        Span<ushort> rest = stackalloc ushort[Block];
        rest.Fill(' ');
        _text[_base..].CopyTo(rest);
        Judge(ref MemoryMarshal.GetReference(rest));
    }

    private void Judge(ref ushort first)
    {
        var (low, high) = (Vector512.LoadUnsafe(ref first), Vector512.LoadUnsafe(ref first, Block / 2));
        if (!HasChineseMark && IsBeyondAscii(low, high))
        {
            HasChineseMark = (Marks(low.GetLower()) | Marks(low.GetUpper())
                | Marks(high.GetLower()) | Marks(high.GetUpper())) != Vector256<ushort>.Zero;
        }

        if (_isOriginal)
        {
            NeedsView |= !(AreKnown(low) && AreKnown(high));
            (low, high) = (Fold(low), Fold(high));
        }

        var text = Of(low, high);
        var lower = Lower(text);
        var (digits, letters, slashes) = (Within(text, '0', 10), Within(lower, 'a', 26), Is(text, '/'));
        var dashes = Is(text, '-');
        FindPlaces(text, lower, digits, slashes);
        FindLong(digits | letters | slashes | dashes | Is(text, '_') | Is(text, '+') | Is(text, '='));
        HasWord |= (letters & Behind(letters, _letters) & ((letters << 2) | (_letters >> (Block - 2)))) != 0;
        HasDashes |= (dashes & Behind(dashes, _dashes)) != 0;
        (_letters, _dashes) = (letters, dashes);
        NeedsView |= _isOriginal && HasWord; // Words are looked for in views.
    }

    private void FindPlaces(Vector512<byte> text, Vector512<byte> lower, ulong digits, ulong slashes)
    {
        var (colons, opens) = (Is(text, ':'), Is(text, '(') | Is(text, '['));
        var goesOn = Within(lower, 'a', 6) | slashes | digits | colons;
        var beforeX = Is(lower, 'v') | Is(lower, 'w') | Is(lower, 'i');
        _places = (digits & ~Behind(digits, _digits)) | Is(text, '@') | (goesOn & Behind(colons, _colons))
            | (Is(lower, 'a') & Behind(opens, _opens)) | (Is(lower, 'x') & Behind(beforeX, _beforeX));
        (_digits, _colons, _opens, _beforeX) = (digits, colons, opens, beforeX);
        if (_isOriginal)
        {
            FindEscape(text, goesOn | Is(lower, 'u'));
        }
    }

    /// <summary>The beginning of an escape: what it stands for only a view tells.</summary>
    private void FindEscape(Vector512<byte> text, ulong ofPercent)
    {
        var percents = Is(text, '%');
        NeedsView |= (Is(text, '&') | Is(text, '\\') | (ofPercent & Behind(percents, _percents))) != 0;
        _percents = percents;
    }

    private static Vector256<ushort> Marks(Vector256<ushort> block) =>
        Are(block, '信') | Are(block, '密') | Are(block, '口') | Are(block, '钥') | Are(block, '鑰');

    private static Vector256<ushort> Are(Vector256<ushort> block, ushort character) =>
        Vector256.Equals(block, Vector256.Create(character));

    /// <summary>The places behind those of a set, also behind the last of the block before.</summary>
    private static ulong Behind(ulong set, ulong before) => (set << 1) | (before >> (Block - 1));

    /// <summary>Sixteen characters of a key in a row that begin in the block before or in this one.</summary>
    private void FindLong(ulong parts)
    {
        var (before, runs) = (_parts & ((_parts >> 1) | (parts << (Block - 1))), parts & (parts >> 1));
        (before, runs) = (before & ((before >> 2) | (runs << (Block - 2))), runs & (runs >> 2));
        (before, runs) = (before & ((before >> 4) | (runs << (Block - 4))), runs & (runs >> 4));
        (before, runs) = (before & ((before >> 8) | (runs << (Block - 8))), runs & (runs >> 8));
        _parts = parts;
        if ((before | runs) != 0)
        {
            AddLong(before, runs);
        }
    }

    /// <summary>Adds the words: each is walked once.</summary>
    private void AddLong(ulong before, ulong runs)
    {
        if (_isOriginal)
        {
            NeedsView = true; // Rare, and no word of it is known before it is folded.
            return;
        }

        var longWords = LongWords;
        while (true)
        {
            before &= From(_longEnd - (_base - Block));
            runs &= From(_longEnd - _base);
            if ((before | runs) == 0)
            {
                LongWords = longWords;
                return;
            }

            var start = before != 0
                ? _base - Block + BitOperations.TrailingZeroCount(before)
                : _base + BitOperations.TrailingZeroCount(runs);
            _longEnd = Tokens.LongWord.EndFrom(_text, start);
            (longWords ??= []).Add((start, _longEnd));
        }
    }

    /// <summary>The bits of a block from a place on.</summary>
    private static ulong From(int place) =>
        place <= 0 ? ulong.MaxValue : place < Block ? ulong.MaxValue << place : 0;
}
