using System.Numerics;
using Federation.Curation.Detection;
using Federation.Curation.Text;
using Federation.Curation.Views;

namespace Federation.Curation.KnownValues;

/// <summary>
/// Values of a holder's own columns, such as names, phone numbers and addresses, to be found in text however they are
/// spelled. Holds hashes of their forms and no value. Made by <see cref="KnownValueBuilder"/>; safe for any number of
/// threads.
/// </summary>
/// <remarks>
/// One pass over the text: two small tables say, from the first 2 and the first 8 symbols at a place, which lengths are
/// worth a look, and one look-up of a hash decides. Two values whose hashes are the same by chance cut too much, never
/// too little. Linear in the text, whatever it holds.
/// </remarks>
public sealed class KnownValueIndex
{
    /// <summary>Longer forms are looked for in pieces of this length.</summary>
    internal const int FormSymbolsMax = LongMin + 63;

    /// <summary>Forms of fewer symbols are short: they share two with everything that begins alike.</summary>
    internal const int LongMin = 8;

    /// <summary>The fewest symbols of a form.</summary>
    internal const int ShortMin = 2;

    /// <summary>The mark of a form that counts only with a capital letter.</summary>
    internal const byte NeedsCapital = 0x80;

    private const string Rule = "known";

    [ThreadStatic]
    private static KnownSymbols? _symbols;

    private readonly ulong[] _hashes;
    private readonly byte[] _infos;
    private readonly byte[] _shortLengths;
    private readonly ulong[] _longLengths;

    internal KnownValueIndex(ulong[] hashes, byte[] infos, byte[] shortLengths, ulong[] longLengths, int count)
    {
        (_hashes, _infos, Count) = (hashes, infos, count);
        (_shortLengths, _longLengths) = (shortLengths, longLengths);
    }

    /// <summary>An index of nothing.</summary>
    public static KnownValueIndex Empty { get; } = new KnownValueBuilder(isHolderWide: false).Build();

    /// <summary>How many forms are looked for.</summary>
    public int Count { get; }

    /// <summary>How many bytes the index takes.</summary>
    public long LengthBytes =>
        (_hashes.LongLength * sizeof(ulong)) + _infos.LongLength + _shortLengths.LongLength
        + (_longLengths.LongLength * sizeof(ulong));

    /// <summary>Whether a known value stands in a text, other than inside a placeholder.</summary>
    public bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var view = NormalisedView.Of(text);
        var hits = new List<Hit>();
        Find(view.Text, hits);
        return hits.Count > 0 && Resolution.Resolve(view, hits).Count > 0;
    }

    /// <summary>Where a hash has its place in a table of a power of two.</summary>
    internal static int SlotOf(ulong hash, int length) => (int)(SpanHash.Mix(hash) >> 32) & (length - 1);

    /// <summary>Adds the longest known value at every place of a view.</summary>
    internal void Find(string view, List<Hit> hits)
    {
        if (Count == 0)
        {
            return;
        }

        var symbols = _symbols ??= new KnownSymbols();
        symbols.Read(view);
        for (var i = 0; i + ShortMin <= symbols.Count; i++)
        {
            if (!symbols.CanStart(i))
            {
                continue;
            }

            var (length, info) = LongestAt(symbols, i, view);
            if (length > 0)
            {
                var (start, last) = (symbols.PlaceOf(i), symbols.PlaceOf(i + length - 1));
                hits.Add(new Hit(
                    (PiiType)(info & ~NeedsCapital), start, last + 1 - start, Rule, Hit.Certain));
            }
        }
    }

    private (int Length, byte Info) LongestAt(KnownSymbols symbols, int start, string view)
    {
        var left = symbols.Count - start;
        if (left >= LongMin)
        {
            var lengths = _longLengths[SlotOf(symbols.HashOf(start, LongMin), _longLengths.Length)];
            while (lengths != 0)
            {
                var bit = 63 - BitOperations.LeadingZeroCount(lengths);
                lengths ^= 1UL << bit;
                if (TryMatch(symbols, start, LongMin + bit, view, out var info))
                {
                    return (LongMin + bit, info);
                }
            }
        }

        uint shorts = _shortLengths[SlotOf(symbols.HashOf(start, ShortMin), _shortLengths.Length)];
        while (shorts != 0)
        {
            var length = 31 - BitOperations.LeadingZeroCount(shorts);
            shorts ^= 1U << length;
            if (TryMatch(symbols, start, length, view, out var info))
            {
                return (length, info);
            }
        }

        return (0, 0);
    }

    private bool TryMatch(KnownSymbols symbols, int start, int length, string view, out byte info)
    {
        info = 0;
        if (start + length > symbols.Count || !symbols.CanEnd(start + length - 1))
        {
            return false;
        }

        var hash = symbols.HashOf(start, length) | 1;
        var slot = SlotOf(hash, _hashes.Length);
        while (_hashes[slot] != hash)
        {
            if (_hashes[slot] == 0)
            {
                return false;
            }

            slot = (slot + 1) & (_hashes.Length - 1);
        }

        info = _infos[slot];
        return (info & NeedsCapital) == 0 || char.IsUpper(view[symbols.PlaceOf(start)]);
    }
}
