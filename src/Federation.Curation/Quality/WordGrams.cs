using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>Weighs n-grams that are the same where their words are, all lengths in one pass.</summary>
/// <remarks>
/// <para>Of every place is found where the n-grams that begin there first stood. Those of n + 1 words are a branch of
/// those of n: the first of them needs one comparison, others a look into a table. And where what began one word
/// before is known, all but the longest n-gram is too: it stood one word behind that.</para>
/// <para>Words are told apart by hashes of 64 bits.</para>
/// </remarks>
internal sealed class WordGrams
{
    private const int PairWords = 2;
    private const int ReachMax = RepeatTally.LengthMin + RepeatTally.Lanes - 1;
    private const int ReachBits = 4;
    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong OtherFactor = 0xD6E8FEB86659FD93;

    private readonly FrequentGram[] _frequent = [new(), new(), new()];
    private int[] _slots = [];
    private int _mask;
    private int _shift;

    /// <summary>Where the pair of words at a place first stood.</summary>
    private int[] _pairs = [];

    /// <summary>How many words from a place on stood before; zero where not even a pair did.</summary>
    private byte[] _reaches = [];

    /// <summary>Where each length of those first stood, where more than pairs did.</summary>
    private int[] _firsts = [];

    /// <summary>Of a place that began a branch: of which n-grams, and how many words they have.</summary>
    private long[] _branches = [];

    /// <summary>The lanes in which an n-gram was passed that first stood at a place.</summary>
    private byte[] _passed = [];

    /// <summary>Weighs the n-grams of a text.</summary>
    /// <param name="words">The text's words.</param>
    /// <param name="topCharacters">Takes length times count of the most frequent n-gram, for n from 2 to 4.</param>
    /// <param name="repeatedCharacters">Takes the length of repeated n-grams, for n from 5 to 10.</param>
    public void Measure(WordStream words, Span<int> topCharacters, Span<int> repeatedCharacters)
    {
        Clear(words.Count);
        FindPairs(words.Hashes);
        var repeats = Follow(words.Hashes, words.Lengths);
        for (var n = GramMeter.TopMin; n <= GramMeter.TopMax; n++)
        {
            var frequent = _frequent[n - GramMeter.TopMin];
            topCharacters[n - GramMeter.TopMin] = n > words.Count ? 0
                : (words.CodePointsOf(frequent.Place, n) + n - 1) * (frequent.Repetitions + 1);
        }

        for (var n = GramMeter.RepeatedMin; n <= GramMeter.RepeatedMax; n++)
        {
            repeatedCharacters[n - GramMeter.RepeatedMin] = repeats.Characters(n);
        }
    }

    private void FindPairs(ReadOnlySpan<ulong> hashes)
    {
        var frequent = _frequent[0];
        var (slots, pairs, mask, shift) = (_slots, _pairs, _mask, _shift);
        for (var i = 0; i + 1 < hashes.Length; i++)
        {
            var (one, two) = (hashes[i], hashes[i + 1]);
            var slot = (int)(((one * Factor) + two) >> shift);
            int first;
            while ((first = slots[slot] - 1) >= 0 && (hashes[first] != one || hashes[first + 1] != two))
            {
                slot = (slot + 1) & mask;
            }

            if (first >= 0)
            {
                pairs[i] = first;
                frequent.Repeat(first);
                continue;
            }

            pairs[i] = i;
            slots[slot] = i + 1;
            _branches[i] = 0;
        }
    }

    /// <summary>Follows what stood before as far as it did, from every place on.</summary>
    private RepeatTally Follow(ReadOnlySpan<ulong> hashes, ReadOnlySpan<int> lengths)
    {
        var (repeats, reach, last) = (default(RepeatTally), 0, 0);
        for (var i = 0; i + 1 < hashes.Length; i++)
        {
            var open = repeats.OpenAt(i);
            if (_pairs[i] == i)
            {
                (_reaches[i], _passed[i], reach) = (0, (byte)open, 0);
                continue;
            }

            (reach, last) = Reach(hashes, i, reach - 1, last + 1);
            _reaches[i] = (byte)reach;
            var known = Weigh(i, reach);
            _passed[i] = (byte)(open & ~known);
            var hits = Pass(i, open & known);
            if (hits != 0)
            {
                repeats.Add(i, hits, lengths);
            }
        }

        return repeats;
    }

    /// <summary>Finds how many words from a place on stood before, and where all of them first did.</summary>
    /// <param name="hashes">The words.</param>
    /// <param name="place">The place.</param>
    /// <param name="known">How many words are known to have stood before; says nothing where too few.</param>
    /// <param name="at">Where they did.</param>
    private (int Reach, int Last) Reach(ReadOnlySpan<ulong> hashes, int place, int known, int at)
    {
        var (reach, first, firsts) = (PairWords, _pairs[place], Vector256<int>.Zero);
        if (known > PairWords)
        {
            firsts = _reaches[at] > PairWords ? FirstsAt(at) : Vector256.Create(at);
            (reach, first) = (known, firsts.GetElement(known - RepeatTally.LengthMin));
        }

        firsts = From(firsts, reach + 1, first);
        for (; reach < ReachMax && place + reach < hashes.Length; reach++)
        {
            var word = hashes[place + reach];
            if (hashes[first + reach] != word)
            {
                var branch = Branch(hashes, ((long)first << ReachBits) | (long)reach, word, place);
                if (branch == place)
                {
                    break;
                }

                first = branch;
                firsts = From(firsts, reach + 1, first);
            }
        }

        if (reach > PairWords)
        {
            From(firsts, reach + 1, place).StoreUnsafe(
                ref MemoryMarshal.GetArrayDataReference(_firsts), (nuint)(place * RepeatTally.Lanes));
        }

        return (reach, first);
    }

    /// <summary>The same, but for n-grams of so many words and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> From(Vector256<int> firsts, int words, int first) => Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(words - RepeatTally.LengthMin)),
        firsts, Vector256.Create(first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> FirstsAt(int place) => Vector256.LoadUnsafe(
        ref MemoryMarshal.GetArrayDataReference(_firsts), (nuint)(place * RepeatTally.Lanes));

    /// <summary>Where n-grams first went on with a word, other than they first did: here, if nowhere before.</summary>
    private int Branch(ReadOnlySpan<ulong> hashes, long branch, ulong word, int place)
    {
        var words = (int)(branch & ((1 << ReachBits) - 1));
        var slot = (int)((word + ((ulong)branch * OtherFactor)) * Factor >> _shift);
        int first;
        while ((first = _slots[slot] - 1) >= 0 && (_branches[first] != branch || hashes[first + words] != word))
        {
            slot = (slot + 1) & _mask;
        }

        if (first >= 0)
        {
            return first;
        }

        (_slots[slot], _branches[place]) = (place + 1, branch);
        return place;
    }

    /// <summary>Counts the n-grams of few words, and tells the lanes of those that stood before.</summary>
    private int Weigh(int place, int reach)
    {
        for (var n = RepeatTally.LengthMin; n <= Math.Min(reach, GramMeter.TopMax); n++)
        {
            _frequent[n - GramMeter.TopMin].Repeat(_firsts[(place * RepeatTally.Lanes) + n - RepeatTally.LengthMin]);
        }

        return (1 << (reach - RepeatTally.LengthMin + 1)) - 1;
    }

    /// <summary>Passes n-grams that stood before; tells those that were passed there, and not within another.</summary>
    private int Pass(int place, int lanes)
    {
        var hits = 0;
        while (lanes != 0)
        {
            var firsts = FirstsAt(place);
            var first = _firsts[(place * RepeatTally.Lanes) + BitOperations.TrailingZeroCount(lanes)];
            var same = lanes & (int)Vector256.Equals(firsts, Vector256.Create(first)).ExtractMostSignificantBits();
            hits |= same & _passed[first];
            _passed[first] |= (byte)same;
            lanes &= ~same;
        }

        return hits;
    }

    private void Clear(int count)
    {
        var bits = 33 - BitOperations.LeadingZeroCount((uint)Math.Max(count, 4));
        if (_slots.Length < 1 << bits)
        {
            _slots = new int[1 << bits];
            var size = 1 << (bits - 1);
            (_pairs, _reaches, _passed, _branches) = (new int[size], new byte[size], new byte[size], new long[size]);
            _firsts = new int[size * RepeatTally.Lanes];
        }
        else
        {
            _slots.AsSpan(0, 1 << bits).Clear();
        }

        (_mask, _shift) = ((1 << bits) - 1, 64 - bits);
        foreach (var frequent in _frequent)
        {
            frequent.Clear(count);
        }
    }
}
