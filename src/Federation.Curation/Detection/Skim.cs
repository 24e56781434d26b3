using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>
/// One look over a view, 32 characters at once, that tells the places at which a rule is worth trying: most text has
/// none and costs no more than this. Also tells words as long as a key is at least, and what else is there at all.
/// </summary>
/// <remarks>
/// A place is told where a run of digits begins, at a sign for addresses, behind a colon before what an address of the
/// internet or of the web goes on with, behind an opening bracket before an a, and at an x behind v, w or i.
/// A look at an original folds on the way what stays one character, and stops where more than that is needed.
/// </remarks>
internal ref struct Skim
{
    private const int Block = 32;
    private const byte CaseBit = 0x20;

    private readonly ReadOnlySpan<ushort> _text;
    private readonly bool _isOriginal;
    private int _next;
    private int _base;
    private uint _places;
    private ulong _solid;
    private ulong _dashes;
    private ulong _dashPairs;
    private bool _isOpen;
    private ulong _letters;
    private int _longEnd;

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
    public readonly bool HasDashes => _dashPairs != 0;

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
        Judge(
            Vector256.Create((ReadOnlySpan<ushort>)rest),
            Vector256.Create((ReadOnlySpan<ushort>)rest[(Block / 2)..]));
    }

    private void Judge(Vector256<ushort> low, Vector256<ushort> high)
    {
        if (((low | high) & Vector256.Create((ushort)0xFF80)) != Vector256<ushort>.Zero)
        {
            HasChineseMark = HasChineseMark || IsMarkIn(low, high);
        }

        if (_isOriginal)
        {
            NeedsView |= !(BlockFolding.AreKnown(low) && BlockFolding.AreKnown(high));
            (low, high) = (BlockFolding.Fold(low), BlockFolding.Fold(high));
        }

        var text = Vector256.Narrow(
            Vector256.Min(low, Vector256.Create((ushort)0xFF)), Vector256.Min(high, Vector256.Create((ushort)0xFF)));
        var lower = text | Vector256.Create(CaseBit);
        _dashes = (_dashes >> Block) | ((ulong)Is(text, '-').ExtractMostSignificantBits() << Block);
        _dashPairs |= _dashes & (_dashes >> 1);
        FindWord(lower);
        var marks = Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)(':' - '0' + 1)))
            | Is(text, '@') | Is(text, '(') | Is(text, '[') | Is(lower, 'x');
        if (marks != Vector256<byte>.Zero || _isOpen)
        {
            FindPlaces(text, lower, Before());
        }

        // Signed, so that all beyond ASCII is less than a space.
        FindLong(Vector256.GreaterThan(text.AsSByte(), Vector256.Create((sbyte)' ')).ExtractMostSignificantBits());
        if (_isOriginal)
        {
            NeedsView |= HasWord; // Words are looked for in views.
            FindEscape(text, lower, Before());
        }
    }

    /// <summary>The character before the block, folded.</summary>
    private readonly char Before()
    {
        var before = _base > 0 ? (char)_text[_base - 1] : ' ';
        return _isOriginal ? CharacterFold.Plane[before] : before;
    }

    private void FindPlaces(Vector256<byte> text, Vector256<byte> lower, char before)
    {
        var digits = Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)10))
            .ExtractMostSignificantBits();
        var colons = Is(text, ':').ExtractMostSignificantBits();
        var opens = (Is(text, '(') | Is(text, '[')).ExtractMostSignificantBits();
        _places = (digits & ~Behind(digits, char.IsAsciiDigit(before))) | Is(text, '@').ExtractMostSignificantBits();
        _isOpen = (colons | opens) >> (Block - 1) != 0;
        if (colons != 0 || before == ':')
        {
            var goesOn = (GoesOn(lower) | Is(text, '/')).ExtractMostSignificantBits() | digits | colons;
            _places |= goesOn & Behind(colons, before == ':');
        }

        if (opens != 0 || before is '(' or '[')
        {
            _places |= Is(lower, 'a').ExtractMostSignificantBits() & Behind(opens, before is '(' or '[');
        }

        var x = Is(lower, 'x').ExtractMostSignificantBits();
        if (x != 0)
        {
            var beforeX = (Is(lower, 'v') | Is(lower, 'w') | Is(lower, 'i')).ExtractMostSignificantBits();
            _places |= x & Behind(beforeX, before is 'v' or 'w' or 'i' or 'V' or 'W' or 'I');
        }
    }

    /// <summary>Three letters in a row, of this block and the one before.</summary>
    private void FindWord(Vector256<byte> lower)
    {
        if (HasWord)
        {
            return;
        }

        var letter = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        _letters = (_letters >> Block) | ((ulong)letter.ExtractMostSignificantBits() << Block);
        HasWord = (_letters & (_letters >> 1) & (_letters >> 2)) != 0;
    }

    /// <summary>The beginning of an escape: what it stands for only a view tells.</summary>
    private void FindEscape(Vector256<byte> text, Vector256<byte> lower, char before)
    {
        var percent = Is(text, '%').ExtractMostSignificantBits();
        NeedsView |= (Is(text, '&') | Is(text, '\\')) != Vector256<byte>.Zero;
        if (percent != 0 || before == '%')
        {
            var digit = Vector256.LessThan(text - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
            var ofPercent = digit | GoesOn(lower) | Is(lower, 'u') | Is(text, ':') | Is(text, '/');
            NeedsView |= (ofPercent.ExtractMostSignificantBits() & Behind(percent, before == '%')) != 0;
        }
    }

    /// <summary>A letter of hexadecimal numbers.</summary>
    private static Vector256<byte> GoesOn(Vector256<byte> lower) =>
        Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)6));

    private static bool IsMarkIn(Vector256<ushort> low, Vector256<ushort> high) =>
        (Are(low, high, '信') | Are(low, high, '密') | Are(low, high, '口') | Are(low, high, '钥')
            | Are(low, high, '鑰')) != Vector256<ushort>.Zero;

    private static Vector256<ushort> Are(Vector256<ushort> low, Vector256<ushort> high, ushort character) =>
        Vector256.Equals(low, Vector256.Create(character)) | Vector256.Equals(high, Vector256.Create(character));

    /// <summary>The places behind those of a set, also behind the character before the block.</summary>
    private static uint Behind(uint set, bool isBefore) => (set << 1) | (isBefore ? 1U : 0U);

    private static Vector256<byte> Is(Vector256<byte> text, char character) =>
        Vector256.Equals(text, Vector256.Create((byte)character));

    /// <summary>Sixteen characters without a space that begin in the block before or in this one.</summary>
    private void FindLong(uint solid)
    {
        _solid = (_solid >> Block) | ((ulong)solid << Block);
        var runs = _solid & (_solid >> 1);
        runs &= runs >> 2;
        runs &= runs >> 4;
        runs &= runs >> 8;
        if (runs != 0)
        {
            AddLong(runs);
        }
    }

    /// <summary>Adds the long words of what no space parts: each stretch is walked once.</summary>
    private void AddLong(ulong runs)
    {
        if (_isOriginal)
        {
            NeedsView = true; // Rare, and no word of it is known before it is folded.
            return;
        }

        var longWords = LongWords;
        while (true)
        {
            var seen = int.Max(0, _longEnd - (_base - Block));
            runs = seen < 2 * Block ? runs & (ulong.MaxValue << seen) : 0;
            if (runs == 0)
            {
                LongWords = longWords;
                return;
            }

            var start = _base - Block + System.Numerics.BitOperations.TrailingZeroCount(runs);
            _longEnd = Detection.Tokens.LongWords.AddFrom(_text, start, ref longWords);
        }
    }
}
