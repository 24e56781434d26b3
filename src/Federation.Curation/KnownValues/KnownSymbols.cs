namespace Federation.Curation.KnownValues;

/// <summary>
/// A view as known values are compared with it: letters, digits and characters without what stands between them, each
/// with its place, and with hashes of every part. Buffers are kept from view to view.
/// </summary>
internal sealed class KnownSymbols
{
    private const int GapCharactersMax = 3;
    private const ulong Base = 0x9FB21C651E98DF25;
    private const byte IsStart = 0x10;
    private const byte IsEnd = 0x20;
    private const byte KindBits = 0x0F;

    private static readonly ulong[] Powers = BuildPowers();

    private char[] _symbols = [];
    private int[] _places = [];
    private byte[] _flags = [];
    private ulong[] _sums = [0];

    /// <summary>How many symbols, breaks included.</summary>
    public int Count { get; private set; }

    /// <summary>The symbols; 0 where nothing that is known can go on.</summary>
    public ReadOnlySpan<char> Symbols => _symbols.AsSpan(0, Count);

    /// <summary>Where a symbol stands in the view.</summary>
    public int PlaceOf(int index) => _places[index];

    /// <summary>Whether a value can begin at a symbol.</summary>
    public bool CanStart(int index) => (_flags[index] & IsStart) != 0;

    /// <summary>Whether a value can end with a symbol.</summary>
    public bool CanEnd(int index) => (_flags[index] & IsEnd) != 0;

    /// <summary>What kind of symbol it is, as <see cref="SymbolTable"/> says; 0 for a break.</summary>
    public int KindOf(int index) => _flags[index] & KindBits;

    /// <summary>The hash of some symbols in a row: equal for equal ones, wherever they stand.</summary>
    public ulong HashOf(int start, int length) => _sums[start + length] - (_sums[start] * Powers[length]);

    /// <summary>The hash that <see cref="HashOf"/> gives of symbols in a row.</summary>
    public static ulong HashOf(ReadOnlySpan<char> symbols)
    {
        var sum = 0UL;
        foreach (var symbol in symbols)
        {
            sum = Step(sum, symbol);
        }

        return sum;
    }

    /// <summary>Reads a view.</summary>
    public void Read(ReadOnlySpan<char> view)
    {
        MakeRoom(view.Length);
        Count = 0;
        var (last, gap, gapKind) = ((byte)0, 0, SymbolTable.Gap);
        for (var i = 0; i < view.Length; i++)
        {
            var kind = SymbolTable.KindOf(view[i]);
            if (kind is 0 or SymbolTable.Gap or SymbolTable.WordGap)
            {
                gap += kind == 0 ? GapCharactersMax + 1 : 1;
                gapKind = kind == SymbolTable.WordGap ? kind : gapKind;
                continue;
            }

            var isPhraseEnd = gapKind == SymbolTable.WordGap && last == SymbolTable.Alone && kind == SymbolTable.Alone;
            if (Count > 0 && (gap > GapCharactersMax || isPhraseEnd))
            {
                Add('\0', i, 0);
            }

            var isStart = gap > 0 || kind != last || kind == SymbolTable.Alone;
            if (isStart && last != 0)
            {
                EndBefore();
            }

            Add(SymbolTable.SymbolOf(view[i]), i, (byte)(kind | (isStart ? IsStart : 0)));
            (last, gap, gapKind) = (kind, 0, SymbolTable.Gap);
        }

        EndBefore();
    }

    /// <summary>The last symbol ends a word, a number or itself.</summary>
    private void EndBefore()
    {
        var end = Count - 1;
        end -= end >= 0 && _symbols[end] == '\0' ? 1 : 0;
        if (end >= 0)
        {
            _flags[end] |= IsEnd;
        }
    }

    private void Add(char symbol, int place, byte flags)
    {
        (_symbols[Count], _places[Count], _flags[Count]) = (symbol, place, flags);
        _sums[Count + 1] = Step(_sums[Count], symbol);
        Count++;
    }

    /// <summary>A break stands between two symbols at the most, so twice the view is room enough.</summary>
    private void MakeRoom(int characters)
    {
        var wanted = (2 * characters) + 1;
        if (_symbols.Length < wanted)
        {
            var size = Math.Max(wanted, 2 * _symbols.Length);
            (_symbols, _places, _flags) = (new char[size], new int[size], new byte[size]);
            _sums = new ulong[size + 1];
        }
    }

    private static ulong Step(ulong sum, char symbol) => (sum * Base) + ((symbol + 1UL) * 0xD6E8FEB86659FD93);

    private static ulong[] BuildPowers()
    {
        var powers = new ulong[KnownValueIndex.FormSymbolsMax + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * Base;
        }

        return powers;
    }
}
