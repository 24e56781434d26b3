using System.Runtime.InteropServices;

namespace Federation.Curation.Quality;

/// <summary>
/// Runs of word characters that follow each other, as "key word" does. Where such a pair reads as a longer run that
/// stands elsewhere, as "keyword", the characters of words in a row may not tell where they are cut.
/// </summary>
/// <remarks>
/// Where the same characters are cut in two ways, look at the first cut that only one of them has: before it stand a
/// run and behind it another, and the other way has a longer run at the same place, which ends within the second,
/// with it or behind it. A text in which no run reads so is cut in one way. A collision of hashes costs time only.
/// </remarks>
internal sealed class RunPairs
{
    private const int FilterWords = 1 << 11;
    private const ulong Factor = 0x9E3779B97F4A7C15;

    /// <summary>Where more than one word in so many begins a pair, the answer takes longer than it saves.</summary>
    private const int WordsPerPairMin = 4;

    private readonly ulong[] _filter = new ulong[FilterWords];
    private readonly List<int> _firsts = [];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _firsts.Clear();

    /// <summary>Takes the number of a run that another follows.</summary>
    public void Add(int word) => _firsts.Add(word);

    /// <summary>Whether the same characters are always cut alike. False where that takes too long to find out.
    /// </summary>
    /// <param name="characters">The characters of all words, and some behind them.</param>
    /// <param name="ends">Where each word begins, and the end of the last.</param>
    public bool AreCutAlike(ReadOnlySpan<char> characters, ReadOnlySpan<int> ends)
    {
        if (_firsts.Count == 0)
        {
            return true;
        }

        if (_firsts.Count > ends.Length / WordsPerPairMin)
        {
            return false;
        }

        _filter.AsSpan().Clear();
        foreach (var word in CollectionsMarshal.AsSpan(_firsts))
        {
            Mark(characters, ends, word);
        }

        for (var word = 0; word + 1 < ends.Length; word++)
        {
            if (ends[word + 1] - ends[word] > 1 && IsMarked(characters, ends[word], ends[word + 1]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Marks each run that reads like the pair.</summary>
    private void Mark(ReadOnlySpan<char> characters, ReadOnlySpan<int> ends, int word)
    {
        var hash = 0UL;
        for (var i = ends[word]; i < ends[word + 1]; i++)
        {
            hash = Next(hash, characters[i]);
        }

        for (var i = ends[word + 1]; i < ends[word + 2]; i++)
        {
            hash = Next(hash, characters[i]);
            Set(Whole(hash, i + 1 < ends[word + 2] ? characters[i + 1] : '\0'));
        }

        Set(hash);
    }

    /// <summary>Whether a run may read like some pair.</summary>
    private bool IsMarked(ReadOnlySpan<char> characters, int start, int end)
    {
        var hash = 0UL;
        for (var i = start; i + 1 < end; i++)
        {
            hash = Next(hash, characters[i]);
            if (i > start && Has(hash))
            {
                return true;
            }
        }

        hash = Next(hash, characters[end - 1]);
        return Has(Whole(hash, '\0')) || Has(Whole(hash, characters[end]));
    }

    private static ulong Next(ulong hash, char character) => (hash + character + 1) * Factor;

    /// <summary>A run that ends here, before a character of the pair; zero where the pair ends, too.</summary>
    private static ulong Whole(ulong hash, char behind) => (~hash - behind) * Factor;

    private void Set(ulong hash)
    {
        var (word, bit) = PlaceOf(hash);
        _filter[word] |= bit;
    }

    private bool Has(ulong hash)
    {
        var (word, bit) = PlaceOf(hash);
        return (_filter[word] & bit) != 0;
    }

    private static (int Word, ulong Bit) PlaceOf(ulong hash)
    {
        hash = (hash ^ (hash >> 32)) * Factor;
        return ((int)(hash >> 53), 1UL << (int)(hash >> 47));
    }
}
