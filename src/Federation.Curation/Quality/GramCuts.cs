using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Federation.Curation.Quality;

/// <summary>
/// Whether the same characters of a few words in a row are always cut into the same words: nearly all texts are so,
/// though "in to" and "into" may stand in one. Then n-grams are equal where their words are.
/// </summary>
/// <remarks>
/// Where as many words are cut in two ways, look at the first cut that only one of them has: two words of different
/// lengths begin at the same character, neither is the last, and the characters of each with the word behind it are
/// those of the other too. So words are put together by what they begin with, and the few of different lengths that
/// begin alike are followed until both ways have as many words. A collision of hashes costs time only.
/// </remarks>
internal sealed class GramCuts
{
    /// <summary>Which words are compared, by how many characters that two of them cut in two ways share.</summary>
    private static readonly Part[] Parts =
    [
        new(Compared: 6, LengthMin: 1, LengthsMax: 5, BothMax: int.MaxValue),
        new(Compared: 8, LengthMin: 6, LengthsMax: 2, BothMax: int.MaxValue),
        new(Compared: 10, LengthMin: 8, LengthsMax: 7, BothMax: int.MaxValue),
        new(Compared: 3, LengthMin: 1, LengthsMax: 5, BothMax: 5),
    ];

    private const int CharactersAtOnce = sizeof(ulong) / sizeof(char);
    private const int RoundsMax = 4;
    private const int LengthBits = 8;

    /// <summary>Two bits: words so long may have any length, and are followed.</summary>
    private const int LongWord = 0b1100_0000;
    private const int FollowedPerWord = 4;
    private const int SlotsPerPlace = 8;

    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong OtherFactor = 0xD6E8FEB86659FD93;

    private byte[] _lengths = [];
    private int[] _places = [];
    private int[] _slots = [];

    /// <summary>
    /// Whether n-grams of the same characters have the same words. False where that takes too long to find out.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <param name="wordsMax">How many words an n-gram has at most.</param>
    public bool AreAlike(WordStream words, int wordsMax)
    {
        if (!words.HasRunPairs)
        {
            return true; // Only two runs can read as one.
        }

        if (_places.Length < words.Count)
        {
            var size = Math.Max(words.Count, 2 * _places.Length);
            (_places, _slots) = (new int[size], new int[size]);
        }

        foreach (var part in Parts)
        {
            if (!AreAlike(words, wordsMax, part))
            {
                return false;
            }
        }

        return true;
    }

    private bool AreAlike(WordStream words, int wordsMax, Part part)
    {
        var left = Begin(words, part);
        var factor = Factor;
        for (var (round, before) = (0, int.MaxValue); round < RoundsMax && left > 1 && left < before; round++)
        {
            (before, factor) = (left, factor * OtherFactor);
            left = KeepDifferent(words, left, part, factor);
        }

        _slots.AsSpan(0, left).Sort(_places.AsSpan(0, left));
        var followed = 0;
        for (var i = 1; i < left; i++)
        {
            for (var j = i - 1; j >= 0 && _slots[j] == _slots[i]; j--)
            {
                if (++followed > words.Count * FollowedPerWord
                    || AreCutInTwoWays(words, _places[i], _places[j], wordsMax))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Notes the words that can be one of two cut otherwise, but for the last.</summary>
    private int Begin(WordStream words, Part part)
    {
        var ends = words.Ends;
        var flags = words.Flags;
        var (places, left) = (_places, 0);
        for (var i = 0; i + 2 < ends.Length; i++)
        {
            places[left] = i;
            var isRun = (flags[i] & CharacterClass.Run) != 0;
            var isLong = ends[i + 1] - ends[i] >= part.LengthMin;
            var isShort = ends[i + 2] - ends[i] <= part.BothMax;
            left += isRun & isLong & isShort ? 1 : 0; // Without a branch, which nothing could foresee.
        }

        return left;
    }

    /// <summary>Keeps the words that begin as one of another length does.</summary>
    private int KeepDifferent(WordStream words, int count, Part part, ulong factor)
    {
        var bits = 32 - int.LeadingZeroCount(count * SlotsPerPlace);
        if (_lengths.Length < 1 << bits)
        {
            _lengths = new byte[1 << bits];
        }
        else
        {
            _lengths.AsSpan(0, 1 << bits).Clear();
        }

        var ends = words.Ends;
        var bytes = MemoryMarshal.AsBytes(words.Padded);
        var (places, slots, lengths) = (_places, _slots, _lengths);
        for (var k = 0; k < count; k++)
        {
            var start = ends[places[k]];
            var length = Math.Min(ends[places[k] + 1] - start - part.LengthMin, part.LengthsMax);
            var slot = slots[k] = (int)(Hash(bytes[(start * sizeof(char))..], part.Compared, factor) >> (64 - bits));
            lengths[slot] |= (byte)(length == LengthBits - 1 ? LongWord : 1 << length);
        }

        var left = 0;
        for (var k = 0; k < count; k++)
        {
            var slot = slots[k];
            (places[left], slots[left]) = (places[k], slot);
            left += (lengths[slot] & (lengths[slot] - 1)) != 0 ? 1 : 0;
        }

        return left;
    }

    /// <summary>A hash of the characters that are compared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ReadOnlySpan<byte> bytes, int compared, ulong factor)
    {
        var first = MemoryMarshal.Read<ulong>(bytes);
        var hash = compared >= CharactersAtOnce
            ? (first * factor) ^ ((MemoryMarshal.Read<ulong>(bytes[((compared - CharactersAtOnce) * sizeof(char))..])
                + factor) * OtherFactor)
            : (first << (16 * (CharactersAtOnce - compared))) * factor;
        return (hash ^ (hash >> 32)) * factor;
    }

    /// <summary>Whether as many words from two places on have the same characters and not the same words.</summary>
    private static bool AreCutInTwoWays(WordStream words, int one, int other, int wordsMax)
    {
        var ends = words.Ends;
        if (ends[one + 1] - ends[one] == ends[other + 1] - ends[other])
        {
            return false;
        }

        for (var n = 2; n <= wordsMax && Math.Max(one, other) + n < ends.Length; n++)
        {
            if (ends[one + n] - ends[one] == ends[other + n] - ends[other])
            {
                return words.Joined(one, n).SequenceEqual(words.Joined(other, n));
            }
        }

        return false;
    }

    /// <summary>Words that are compared with one another.</summary>
    /// <param name="Compared">How many characters of them and of what follows are.</param>
    /// <param name="LengthMin">How many characters a word has at least.</param>
    /// <param name="LengthsMax">How many lengths more are told apart: of longer words another part does.</param>
    /// <param name="BothMax">How many characters a word has at most with the one behind it.</param>
    private readonly record struct Part(int Compared, int LengthMin, int LengthsMax, int BothMax);
}
