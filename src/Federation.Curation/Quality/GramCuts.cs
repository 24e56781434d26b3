using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    /// <summary>Words that are compared with one another, by how many characters two of them share.</summary>
    private static readonly Part All = new(Skipped: 0, Compared: 6, LengthMin: 1, LengthsMax: 5);
    private static readonly Part Long = new(Skipped: 0, Compared: 8, LengthMin: 6, LengthsMax: 2);
    private static readonly Part Longer = new(Skipped: 2, Compared: 8, LengthMin: 8, LengthsMax: 7);
    private static readonly Part Short = new(Skipped: 0, Compared: 3, LengthMin: 1, LengthsMax: 5);

    /// <summary>A short word has so many characters at most with the one behind it.</summary>
    private const int ShortBothMax = 5;

    private const int RoundsMax = 4;

    /// <summary>One bit for each length; the longest words may have any, so two, and are followed.</summary>
    private static readonly byte[] Bits = [1, 2, 4, 8, 16, 32, 64, 0b1100_0000];

    private const int FollowedPerWord = 4;
    private const int SlotsPerPlace = 8;

    private const ulong Factor = 0x9FB21C651E98DF25;
    private const ulong OtherFactor = 0xD6E8FEB86659FD93;

    private byte[] _lengths = [];
    private int[] _all = [];
    private int[] _long = [];
    private int[] _longer = [];
    private int[] _short = [];
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

        if (_slots.Length < words.Count)
        {
            var size = Math.Max(words.Count, 2 * _slots.Length);
            (_all, _long, _longer, _short) = (new int[size], new int[size], new int[size], new int[size]);
            _slots = new int[size];
        }

        var (all, longs, shorts) = Sort(words);
        var longers = Select(words, longs);
        return AreAlike(words, wordsMax, All, _all.AsSpan(0, all))
            && AreAlike(words, wordsMax, Long, _long.AsSpan(0, longs))
            && AreAlike(words, wordsMax, Longer, _longer.AsSpan(0, longers))
            && AreAlike(words, wordsMax, Short, _short.AsSpan(0, shorts));
    }

    /// <summary>
    /// Notes the words that can be one of two cut otherwise, but for the last. Without a branch on what they are, which
    /// nothing could foresee.
    /// </summary>
    private (int All, int Long, int Short) Sort(WordStream words)
    {
        var ends = words.Ends;
        var flags = words.Flags[..(ends.Length - 2)];
        var (all, longs, shorts) = (0, 0, 0);
        var (start, end) = (0, ends[1]);
        for (var i = 0; i < flags.Length; i++)
        {
            var next = ends[i + 2];
            var isRun = (flags[i] & CharacterClass.Run) / CharacterClass.Run;
            (_all[all], _long[longs], _short[shorts]) = (i, i, i);
            all += isRun;
            longs += isRun & AtLeast(end - start, Long.LengthMin);
            shorts += isRun & AtLeast(ShortBothMax, next - start);
            (start, end) = (end, next);
        }

        return (all, longs, shorts);
    }

    private int Select(WordStream words, int longs)
    {
        var ends = words.Ends;
        var longers = 0;
        foreach (var i in _long.AsSpan(0, longs))
        {
            _longer[longers] = i;
            longers += AtLeast(ends[i + 1] - ends[i], Longer.LengthMin);
        }

        return longers;
    }

    /// <summary>One where a number is no less than another, else zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AtLeast(int number, int other) => (int)((uint)(other - number - 1) >> 31);

    private bool AreAlike(WordStream words, int wordsMax, in Part part, Span<int> places)
    {
        var left = places.Length;
        var factor = Factor;
        for (var (round, before) = (0, int.MaxValue); round < RoundsMax && left > 1 && left < before; round++)
        {
            (before, factor) = (left, factor * OtherFactor);
            left = KeepDifferent(words, places[..left], part, factor);
        }

        _slots.AsSpan(0, left).Sort(places[..left]);
        var followed = 0;
        for (var i = 1; i < left; i++)
        {
            for (var j = i - 1; j >= 0 && _slots[j] == _slots[i]; j--)
            {
                if (++followed > words.Count * FollowedPerWord
                    || AreCutInTwoWays(words, places[i], places[j], wordsMax))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Keeps the words that begin as one of another length does.</summary>
    private int KeepDifferent(WordStream words, Span<int> places, in Part part, ulong factor)
    {
        var bits = 32 - int.LeadingZeroCount(places.Length * SlotsPerPlace);
        if (_lengths.Length < 1 << bits)
        {
            _lengths = new byte[1 << bits];
        }
        else
        {
            _lengths.AsSpan(0, 1 << bits).Clear();
        }

        Mark(words, places, part, factor, 64 - bits);
        var (slots, lengths, left) = (_slots, _lengths, 0);
        for (var k = 0; k < places.Length; k++)
        {
            var slot = slots[k];
            (places[left], slots[left]) = (places[k], slot);
            int seen = lengths[slot];
            left += AtLeast(seen & (seen - 1), 1);
        }

        return left;
    }

    /// <summary>Notes how long words are where those go that begin alike.</summary>
    private void Mark(WordStream words, ReadOnlySpan<int> places, in Part part, ulong factor, int shift)
    {
        var ends = words.Ends;
        var (slots, lengths) = (_slots, _lengths);
        var (lengthMin, lengthsMax) = (part.LengthMin, part.LengthsMax);
        ref var first = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(words.Padded[part.Skipped..]));
        var compared = Vector128.LessThan(Vector128<ushort>.Indices, Vector128.Create((ushort)part.Compared));
        for (var k = 0; k < places.Length; k++)
        {
            var start = ends[places[k]];
            var length = Math.Min(ends[places[k] + 1] - start - lengthMin, lengthsMax);
            var halves = (Vector128.LoadUnsafe(ref first, (nuint)start) & compared).AsUInt64();
            var hash = (halves.GetElement(0) * factor) ^ ((halves.GetElement(1) + factor) * OtherFactor);
            var slot = slots[k] = (int)(hash >> shift);
            lengths[slot] |= Bits[length];
        }
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
    /// <param name="Skipped">Behind how many characters.</param>
    /// <param name="Compared">How many characters of them and of what follows are.</param>
    /// <param name="LengthMin">How many characters a word has at least.</param>
    /// <param name="LengthsMax">How many lengths more are told apart: of longer words another part does.</param>
    private readonly record struct Part(int Skipped, int Compared, int LengthMin, int LengthsMax);
}
