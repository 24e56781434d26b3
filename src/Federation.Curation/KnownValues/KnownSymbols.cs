namespace Federation.Curation.KnownValues;

/// <summary>
/// A view as known values are compared with it: letters, digits and characters without what stands between them, each
/// with its place. The buffer is kept from view to view.
/// </summary>
internal sealed class KnownSymbols
{
    /// <summary>The bit of an item whose symbol can be the first of a value.</summary>
    public const ulong Start = 1UL << 16;

    /// <summary>The bit of an item whose symbol can be the last of a value.</summary>
    public const ulong End = 1UL << 17;

    /// <summary>The bit of an item that no value goes on to from the one before.</summary>
    public const ulong Broken = 1UL << 18;

    private const int GapCharactersMax = 3;
    private ulong[] _items = [];

    /// <summary>How many symbols.</summary>
    public int Count { get; private set; }

    /// <summary>Symbols with their bits and places, in one word each.</summary>
    public ReadOnlySpan<ulong> Items => _items.AsSpan(0, Count);

    /// <summary>The symbol of an item.</summary>
    public static char SymbolOf(ulong item) => (char)item;

    /// <summary>Where the symbol of an item stands in the view.</summary>
    public static int PlaceOf(ulong item) => (int)(item >> 32);

    /// <summary>Reads a view.</summary>
    public void Read(ReadOnlySpan<char> view)
    {
        if (_items.Length < view.Length)
        {
            _items = new ulong[Math.Max(view.Length, 2 * _items.Length)];
        }

        var items = _items;
        var (count, last, gap, isWordGap) = (0, 0u, 0, false);
        for (var i = 0; i < view.Length; i++)
        {
            var entry = SymbolTable.EntryOf(view[i]);
            var kind = entry & SymbolTable.KindBits;
            if (kind >= SymbolTable.Gap)
            {
                gap += kind == SymbolTable.End ? GapCharactersMax + 1 : 1;
                isWordGap |= kind == SymbolTable.WordGap;
                continue;
            }

            var bits = 0UL;
            if (gap > 0 || kind != last || kind == SymbolTable.Alone)
            {
                bits = Start;
                if (count > 0)
                {
                    items[count - 1] |= End;
                }

                var isPhraseEnd = isWordGap && last == SymbolTable.Alone && kind == SymbolTable.Alone;
                bits |= gap > GapCharactersMax || isPhraseEnd ? Broken : 0;
            }

            items[count++] = ((ulong)i << 32) | bits | (entry >> SymbolTable.SymbolShift);
            (last, gap, isWordGap) = (kind, 0, false);
        }

        if (count > 0)
        {
            items[count - 1] |= End;
        }

        Count = count;
    }
}
