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
    private const int ReachBits = 4;
    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong OtherFactor = 0xD6E8FEB86659FD93;

    private readonly FrequentGram[] _frequent = [new(), new(), new()];
    private int[] _slots = [];
    private int _mask;
    private int _shift;
    private int _wordsMax;

    /// <summary>Where the pair of words at a place first stood.</summary>
    private int[] _pairs = [];

    /// <summary>Places whose pair of words stood before.</summary>
    private int[] _places = [];

    /// <summary>How many words from a place on stood before; zero where not even a pair did.</summary>
    private byte[] _reaches = [];

    /// <summary>Where each length of those first stood, where more than pairs did.</summary>
    private int[] _firsts = [];

    /// <summary>Of a place that began a branch: of which n-grams, and how many words they have.</summary>
    private long[] _branches = [];

    /// <summary>
    /// The lanes in which an n-gram was passed that first stood at a place: unless one that was added reached over it.
    /// </summary>
    private byte[] _open = [];

    /// <summary>Weighs the n-grams of a text.</summary>
    /// <param name="words">The text's words.</param>
    /// <param name="wordsMax">How many words an n-gram has at most; from 4 on. Longer ones count as none.</param>
    /// <param name="topCharacters">Takes length times count of the most frequent n-gram, for n from 2 to 4.</param>
    /// <param name="repeatedCharacters">Takes the length of repeated n-grams, for n from 5 to 10.</param>
    public void Measure(WordStream words, int wordsMax, Span<int> topCharacters, Span<int> repeatedCharacters)
    {
        Clear(words.Count);
        _wordsMax = wordsMax;
        var repeats = Follow(words.Hashes, words.Lengths, FindPairs(words.Hashes));
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

    /// <summary>
    /// Finds where each pair of words first stood, and how many stood before. Hardly a branch depends on which they
    /// are: nothing could foresee that.
    /// </summary>
    private int FindPairs(ReadOnlySpan<ulong> hashes)
    {
        var (slots, pairs, places, branches, mask, shift) = (_slots, _pairs, _places, _branches, _mask, _shift);
        var left = 0;
        for (var i = 0; i + 1 < hashes.Length; i++)
        {
            var (one, two) = (hashes[i], hashes[i + 1]);
            var slot = (int)(((one * Factor) + two) >> shift);
            int first;
            while (hashes[first = Or(slots[slot] - 1, i)] != one || hashes[first + 1] != two)
            {
                slot = (slot + 1) & mask;
            }

            slots[slot] = first + 1;
            (pairs[i], branches[i], places[left]) = (first, 0, i);
            left += first != i ? 1 : 0;
        }

        return left;
    }

    /// <summary>A place, or the other one where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Or(int place, int other)
    {
        var isNone = place >> 31;
        return (place & ~isNone) | (other & isNone);
    }

    /// <summary>Follows what stood before as far as it did, from every place on.</summary>
    private RepeatTally Follow(ReadOnlySpan<ulong> hashes, ReadOnlySpan<int> lengths, int places)
    {
        var (repeats, reach, last) = (default(RepeatTally), 0, 0);
        foreach (var i in _places.AsSpan(0, places))
        {
            _frequent[0].Repeat(_pairs[i]);
            (reach, last) = Reach(hashes, i, reach - 1, last + 1); // More than a pair: the next place is the next one.
            _reaches[i] = (byte)reach;
            for (var n = RepeatTally.LengthMin; n <= Math.Min(reach, GramMeter.TopMax); n++)
            {
                _frequent[n - GramMeter.TopMin].Repeat(
                    _firsts[(i * RepeatTally.Lanes) + n - RepeatTally.LengthMin]);
            }

            if (reach < GramMeter.RepeatedMin)
            {
                continue;
            }

            int open = _open[i];
            var known = (1 << (reach - RepeatTally.LengthMin + 1)) - 1;
            _open[i] = (byte)(open & ~known);
            var hits = Pass(i, open & known);
            if (hits != 0)
            {
                repeats.Add(i, hits, lengths, _open);
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
        for (; reach < _wordsMax && place + reach < hashes.Length; reach++)
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
        _branches[place] = branch; // Says nothing unless a slot says where.
        int first;
        while (_branches[first = Or(_slots[slot] - 1, place)] != branch || hashes[first + words] != word)
        {
            slot = (slot + 1) & _mask;
        }

        _slots[slot] = first + 1;
        return first;
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
            hits |= same & _open[first];
            _open[first] |= (byte)same;
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
        }
        else
        {
            _slots.AsSpan(0, 1 << bits).Clear();
        }

        if (_pairs.Length < count)
        {
            var size = Math.Max(count, 2 * _pairs.Length);
            (_pairs, _places, _branches, _reaches) = (new int[size], new int[size], new long[size], new byte[size]);
            (_open, _firsts) = (new byte[size + RepeatTally.Behind], new int[size * RepeatTally.Lanes]);
        }
        else
        {
            _reaches.AsSpan(0, count).Clear();
        }

        (_mask, _shift) = ((1 << bits) - 1, 64 - bits);
        _open.AsSpan(0, count).Fill(RepeatTally.Open);
        foreach (var frequent in _frequent)
        {
            frequent.Clear(count);
        }
    }
}
