using System.Numerics;
using System.Runtime.InteropServices;
using Federation.Curation.Text;

namespace Federation.Curation.Quality;

/// <summary>How much of a text is n-grams of words that it holds more than once.</summary>
/// <remarks>
/// <para>An n-gram can only occur twice where the shorter one at its start does, so the tables of longer ones hold few
/// places. The values are those of counting every n-gram.</para>
/// <para>Repeated n-grams are counted as the published filter does: left to right, and past a repeated one at once.</para>
/// </remarks>
internal sealed class GramMeter
{
    /// <summary>The lengths, in words, of n-grams whose most frequent one is weighed.</summary>
    public const int TopMin = 2, TopMax = 4;

    /// <summary>The lengths, in words, of n-grams whose repetitions are weighed.</summary>
    public const int RepeatedMin = 5, RepeatedMax = 10;

    private readonly GramTable _table = new();
    private bool[] _mayRepeat = [];
    private int[] _firsts = [];
    private int[] _counts = [];
    private byte[] _tally = [];

    /// <summary>Weighs a text.</summary>
    /// <param name="words">The text's words.</param>
    /// <param name="topCharacters">Takes length times count of the most frequent n-gram, for n from 2 to 4.</param>
    /// <param name="repeatedCharacters">Takes the length of repeated n-grams, for n from 5 to 10.</param>
    public void Measure(WordStream words, Span<int> topCharacters, Span<int> repeatedCharacters)
    {
        if (_firsts.Length < words.Count)
        {
            var size = Math.Max(words.Count, 2 * _firsts.Length);
            (_mayRepeat, _firsts, _counts) = (new bool[size], new int[size], new int[size]);
        }

        _mayRepeat.AsSpan(0, words.Count).Fill(true);
        for (var n = TopMin; n <= TopMax; n++)
        {
            topCharacters[n - TopMin] = words.Count < n ? 0 : Top(words, n);
        }

        var prefix = words.Characters.Length < words.Count * 3 / 2 ? 4 : 12;
        var isAnyShared = words.Count >= RepeatedMin && MarkShared(words, prefix);
        for (var n = RepeatedMin; n <= RepeatedMax; n++)
        {
            repeatedCharacters[n - RepeatedMin] = isAnyShared ? Repeated(words, n, prefix) : 0;
        }
    }

    /// <summary>Length, with spaces between words, times count of the most frequent n-gram; of equals, of the first.</summary>
    private int Top(WordStream words, int n)
    {
        var places = words.Count - n + 1;
        _table.Clear(places);
        for (var i = 0; i < places; i++)
        {
            _counts[i] = 0;
            _firsts[i] = _mayRepeat[i] ? FirstPlace(words, i, n) : i;
            _counts[_firsts[i]]++;
        }

        var best = 0;
        for (var i = 0; i < places; i++)
        {
            best = _counts[i] > _counts[best] ? i : best;
            _mayRepeat[i] = _counts[_firsts[i]] > 1;
        }

        return (words.CodePointsOf(best, n) + n - 1) * _counts[best];
    }

    private int FirstPlace(WordStream words, int i, int n)
    {
        var probe = _table.Begin(words.HashOf(i, n));
        while (_table.Next(ref probe) is >= 0 and var place)
        {
            if (words.IsSameCut(i, place, n))
            {
                return place;
            }
        }

        _table.Add(probe, i);
        return i;
    }

    /// <summary>
    /// Marks the places whose next few characters stand at the start of another word too. Where words are cut does not
    /// matter to a repeated n-gram, so its marks are of characters, not of words; a false mark costs time only.
    /// </summary>
    private bool MarkShared(WordStream words, int prefix)
    {
        var bits = 33 - BitOperations.LeadingZeroCount((uint)words.Count * 2);
        if (_tally.Length < 1 << bits)
        {
            _tally = new byte[1 << bits];
        }
        else
        {
            _tally.AsSpan(0, 1 << bits).Clear();
        }

        var last = words.Characters.Length - prefix;
        for (var i = 0; i < words.Count && words.Ends[i] <= last; i++)
        {
            var place = _firsts[i] = (int)(PrefixHash(words, i, prefix) >> (64 - bits));
            _tally[place] = (byte)Math.Min(2, _tally[place] + 1);
        }

        var isAny = false;
        for (var i = 0; i < words.Count; i++)
        {
            _mayRepeat[i] = words.Ends[i] <= last && _tally[_firsts[i]] > 1;
            isAny |= _mayRepeat[i];
        }

        return isAny || words.Characters.Length < prefix * words.Count;
    }

    private static ulong PrefixHash(WordStream words, int i, int prefix)
    {
        var four = MemoryMarshal.Cast<char, ulong>(words.Characters.Slice(words.Ends[i], prefix));
        var hash = SpanHash.Mix(four[0]);
        for (var k = 1; k < four.Length; k++)
        {
            hash = SpanHash.Mix(hash ^ four[k]);
        }

        return hash;
    }

    private int Repeated(WordStream words, int n, int prefix)
    {
        var places = words.Count - n + 1;
        _table.Clear(Math.Max(places, 1));
        var characters = 0;
        for (var i = 0; i < places;)
        {
            var isCandidate = _mayRepeat[i] || words.Ends[i + n] - words.Ends[i] < prefix;
            if (isCandidate && IsRepeated(words, i, n))
            {
                characters += words.CodePointsOf(i, n);
                i += n;
            }
            else
            {
                i++;
            }
        }

        return characters;
    }

    private bool IsRepeated(WordStream words, int i, int n)
    {
        var probe = _table.Begin(words.HashOf(i, n));
        var joined = words.Joined(i, n);
        while (_table.Next(ref probe) is >= 0 and var place)
        {
            if (joined.SequenceEqual(words.Joined(place, n)))
            {
                return true;
            }
        }

        _table.Add(probe, i);
        return false;
    }
}
