using System.Numerics;
using Federation.Curation.Detection;
using Federation.Curation.Views;

namespace Federation.Curation.KnownValues;

/// <summary>
/// Values of a holder's own columns, such as names, phone numbers and addresses, to be found in text however they are
/// spelled. Holds hashes of their forms and no value. Made by <see cref="KnownValueBuilder"/>; safe for any number of
/// threads.
/// </summary>
/// <remarks>
/// One pass over the text: small tables say, from the first 2 and the first 8 symbols at a place, which lengths are
/// worth a look, and one look-up of a hash decides. Two values whose hashes are the same by chance cut too much, never
/// too little. Linear in the text, whatever it holds.
/// </remarks>
public sealed class KnownValueIndex
{
    /// <summary>Longer forms are looked for in pieces of this length.</summary>
    internal const int FormSymbolsMax = LongMin + 63;

    /// <summary>Forms of fewer symbols are short: they share two with everything that begins alike.</summary>
    internal const int LongMin = 8;

    /// <summary>The mark of a form that counts only with a capital letter.</summary>
    internal const byte NeedsCapital = 0x80;

    private const string Rule = "known";

    [ThreadStatic]
    private static KnownSymbols? _symbols;

    private readonly KnownTables _tables;

    internal KnownValueIndex(KnownTables tables) => _tables = tables;

    /// <summary>An index of nothing.</summary>
    public static KnownValueIndex Empty { get; } = new KnownValueBuilder(isHolderWide: false).Build();

    /// <summary>How many forms are looked for.</summary>
    public int Count => _tables.Count;

    /// <summary>How many bytes the index takes.</summary>
    public long LengthBytes => _tables.LengthBytes;

    /// <summary>Hashes and tables as bytes, for a host that keeps them where the values are.</summary>
    public byte[] ToBytes() => _tables.ToBytes();

    /// <summary>The index that <see cref="ToBytes"/> wrote; the bytes are to be authenticated before.</summary>
    /// <exception cref="FormatException">They are not such an index.</exception>
    public static KnownValueIndex Of(ReadOnlySpan<byte> bytes) => new(KnownTables.Of(bytes));

    /// <summary>Whether a known value stands in a text, other than inside a placeholder.</summary>
    public bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var view = NormalisedView.Of(text);
        var hits = new List<Hit>();
        Find(view.Text, hits);
        return hits.Count > 0 && Resolution.Resolve(view, hits).Count > 0;
    }

    /// <summary>Adds the longest known value at every place of a view.</summary>
    internal void Find(string view, List<Hit> hits)
    {
        if (Count == 0)
        {
            return;
        }

        var symbols = _symbols ??= new KnownSymbols();
        symbols.Read(view);
        var items = symbols.Items;
        for (var i = 0; i + 1 < items.Length; i++)
        {
            if ((items[i] & KnownSymbols.Start) == 0 || (items[i + 1] & KnownSymbols.Broken) != 0)
            {
                continue;
            }

            var pair = FormHash.OfPair(KnownSymbols.SymbolOf(items[i]), KnownSymbols.SymbolOf(items[i + 1]));
            if (!_tables.MayBegin(pair))
            {
                continue;
            }

            var start = KnownSymbols.PlaceOf(items[i]);
            var (length, info) = LongestAt(items[i..], _tables.LengthsOf(pair), char.IsUpper(view[start]));
            if (length > 0)
            {
                var end = KnownSymbols.PlaceOf(items[i + length - 1]) + 1;
                hits.Add(new Hit((PiiType)(info & ~NeedsCapital), start, end - start, Rule, Hit.Certain));
            }
        }
    }

    /// <summary>Goes on from a place for as long as a form can.</summary>
    private (int Length, byte Info) LongestAt(ReadOnlySpan<ulong> items, byte lengths, bool isCapital)
    {
        var (wanted, longs) = (lengths & ~(uint)KnownTables.HasLong, 0UL);
        var last = (lengths & KnownTables.HasLong) != 0 ? LongMin : 31 - BitOperations.LeadingZeroCount(wanted);
        var (hash, found) = (0UL, (Length: 0, Info: (byte)0));
        for (var length = 1; length <= last && length <= items.Length; length++)
        {
            var item = items[length - 1];
            if (length > 1 && (item & KnownSymbols.Broken) != 0)
            {
                break;
            }

            hash = FormHash.Step(hash, KnownSymbols.SymbolOf(item));
            if (length == LongMin)
            {
                longs = _tables.LongLengthsOf(hash);
                last = LongMin + 63 - BitOperations.LeadingZeroCount(longs);
            }

            var isWanted = length < LongMin ? ((wanted >> length) & 1) != 0 : ((longs >> (length - LongMin)) & 1) != 0;
            if (isWanted && (item & KnownSymbols.End) != 0 && _tables.Find(hash) is { } info
                && (isCapital || (info & NeedsCapital) == 0))
            {
                found = (length, info);
            }
        }

        return found;
    }
}
