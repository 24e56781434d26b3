using Federation.Curation.Text;

namespace Federation.Curation.KnownValues;

/// <summary>The hash of a form, symbol by symbol, and the places of hashes in tables of a power of two.</summary>
internal static class FormHash
{
    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    /// <summary>The hash with one more symbol.</summary>
    public static ulong Step(ulong hash, char symbol) => (hash * Factor) + ((symbol + 1UL) * Spread);

    /// <summary>The hash of symbols in a row.</summary>
    public static ulong Of(ReadOnlySpan<char> symbols)
    {
        var hash = 0UL;
        foreach (var symbol in symbols)
        {
            hash = Step(hash, symbol);
        }

        return hash;
    }

    /// <summary>A number for the first two symbols of a form, whose highest bits are spread evenly.</summary>
    public static ulong OfPair(char first, char second) => (((ulong)first << 16) | second) * Spread;

    /// <summary>The place of a pair in a table of 2 to the given power.</summary>
    public static int PairSlot(ulong pair, int power) => (int)(pair >> (64 - power));

    /// <summary>The place of a hash in a table of a power of two.</summary>
    public static int SlotOf(ulong hash, int length) => (int)(SpanHash.Mix(hash) >> 32) & (length - 1);
}
