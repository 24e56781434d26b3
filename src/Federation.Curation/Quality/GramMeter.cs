using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Federation.Curation.Quality;

/// <summary>How much of a text is n-grams of words that it holds more than once.</summary>
/// <remarks>
/// <para>The values are those of counting every n-gram. Where the same characters are always cut into the same words,
/// as nearly everywhere, all is told by words, which hashes of 64 bits tell apart; n-grams of 2 to 4 words always are.
/// Else an n-gram can only occur twice where its first characters do.</para>
/// <para>Repeated n-grams are counted as the published filter does: left to right, and past a repeated one at once;
/// where words are cut does not matter to them, so what may repeat is told by characters.</para>
/// </remarks>
internal sealed class GramMeter
{
    /// <summary>The lengths, in words, of n-grams whose most frequent one is weighed.</summary>
    public const int TopMin = 2, TopMax = 4;

    /// <summary>The lengths, in words, of n-grams whose repetitions are weighed.</summary>
    public const int RepeatedMin = 5, RepeatedMax = 10;

    private const ulong Factor = 0x9FB21C651E98DF25;

    /// <summary>
    /// Characters of a prefix, by level from 1 on: an n-gram is looked at when it shares the longest one that fits in
    /// it. Five words have five characters at least; up to <see cref="ShortLevels"/>, prefixes are those of Chinese.
    /// </summary>
    private static readonly int[] Prefixes = [5, 8, 12, 20, 28];

    private const int ShortLevels = 2;

    private readonly GramTable _table = new();
    private readonly WordGrams _wordGrams = new();
    private readonly GramCuts _cuts = new();
    private readonly StreamHash _hashes = new();
    private int[] _places = [];
    private int[] _slots = [];
    private byte[] _levels = [];
    private byte[] _tally = [];

    /// <summary>Weighs a text.</summary>
    /// <param name="words">The text's words.</param>
    /// <param name="topCharacters">Takes length times count of the most frequent n-gram, for n from 2 to 4.</param>
    /// <param name="repeatedCharacters">Takes the length of repeated n-grams, for n from 5 to 10.</param>
    public void Measure(WordStream words, Span<int> topCharacters, Span<int> repeatedCharacters)
    {
        var areAlike = _cuts.AreAlike(words, RepeatedMax);
        _wordGrams.Measure(words, areAlike ? RepeatedMax : TopMax, topCharacters, repeatedCharacters);
        if (!areAlike)
        {
            RepeatedByCharacters(words, repeatedCharacters);
        }
    }

    private void RepeatedByCharacters(WordStream words, Span<int> repeatedCharacters)
    {
        var count = words.Count;
        if (_places.Length < count)
        {
            var size = Math.Max(count, 2 * _places.Length);
            (_places, _slots, _levels) = (new int[size], new int[size], new byte[size]);
        }

        var candidates = count >= RepeatedMin ? FindShared(words) : 0;
        _hashes.Read(words, isOftenAsked: candidates * 4L > count);
        for (var n = RepeatedMin; n <= RepeatedMax && candidates > 0; n++)
        {
            repeatedCharacters[n - RepeatedMin] = Repeated(words, n, ref candidates);
        }
    }

    /// <summary>
    /// Finds the places that may begin a repeated n-gram: as many of its first characters as a level asks for stand at
    /// the start of another word too. A place too many costs time only.
    /// </summary>
    private int FindShared(WordStream words)
    {
        var places = words.Count - RepeatedMin + 1;
        var ends = words.Ends;
        var shorts = 0;
        for (var i = 0; i < places; i++)
        {
            _places[i] = i;
            shorts += ends[i + RepeatedMin] - ends[i] < Prefixes[ShortLevels] ? 1 : 0;
        }

        // Where nearly all n-grams are long, the few others are all looked at; and the other way round.
        var left = places;
        var isMostlyShort = shorts * 8L >= places * 7L;
        var first = shorts * 8L > places ? 1 : ShortLevels + 1;
        _levels.AsSpan(0, places).Fill((byte)Math.Max(1, first - 1));
        for (var level = first; level <= Prefixes.Length; level++)
        {
            left = level > ShortLevels && isMostlyShort ? Assume(left, level) : Mark(words, left, level);
        }

        return Keep(ends, places);
    }

    /// <summary>Keeps the places at which the shortest n-gram may repeat.</summary>
    private int Keep(ReadOnlySpan<int> ends, int places)
    {
        var (left, kept) = (0, _places);
        var levels = _levels.AsSpan(0, places);
        for (var i = 0; i < levels.Length; i++)
        {
            kept[left] = i;
            left += levels[i] > 0 && levels[i] >= LevelOf(ends[i + RepeatedMin] - ends[i]) ? 1 : 0;
        }

        return left;
    }

    /// <summary>The level that an n-gram of so many characters asks for.</summary>
    private static int LevelOf(int characters) => characters < 12 ? (characters < 8 ? 1 : 2)
        : characters < 20 ? 3 : characters < 28 ? 4 : 5;

    private int Assume(int candidates, int level)
    {
        for (var k = 0; k < candidates; k++)
        {
            _levels[_places[k]] = (byte)level;
        }

        return candidates;
    }

    /// <summary>
    /// Marks the places that share a prefix with another place; who shares a long one shares a short one.
    /// </summary>
    private int Mark(WordStream words, int candidates, int level)
    {
        var bits = 33 - BitOperations.LeadingZeroCount((uint)Math.Max(candidates, 4) * 2);
        if (_tally.Length < 1 << bits)
        {
            _tally = new byte[1 << bits];
        }
        else
        {
            _tally.AsSpan(0, 1 << bits).Clear();
        }

        var (places, slots, tally, levels) = (_places, _slots, _tally, _levels);
        var ends = words.Ends;
        var characters = MemoryMarshal.AsBytes(words.Padded);
        var length = Prefixes[level - 1] * sizeof(char);
        for (var k = 0; k < candidates; k++)
        {
            var slot = slots[k] = SlotOf(characters.Slice(ends[places[k]] * sizeof(char), length), bits);
            tally[slot] = (byte)((tally[slot] << 1) | 1);
        }

        var left = 0;
        for (var k = 0; k < candidates; k++)
        {
            if (tally[slots[k]] > 1)
            {
                levels[places[k]] = (byte)level;
                places[left++] = places[k];
            }
            else if (level == 1)
            {
                levels[places[k]] = 0;
            }
        }

        return left;
    }

    /// <summary>Independent products, so that none waits for another; a collision costs time only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SlotOf(ReadOnlySpan<byte> prefix, int bits)
    {
        var hash = MemoryMarshal.Read<ulong>(prefix) * Factor;
        if (prefix.Length <= 2 * sizeof(ulong))
        {
            hash ^= BitOperations.RotateLeft(MemoryMarshal.Read<ulong>(prefix[^sizeof(ulong)..]) * Factor, 29);
            return (int)(((hash ^ (hash >> 32)) * Factor) >> (64 - bits));
        }

        for (var done = sizeof(ulong); done < prefix.Length; done += 2 * sizeof(ulong))
        {
            var first = prefix[done..];
            var second = prefix[(done + sizeof(ulong))..];
            hash ^= BitOperations.RotateLeft(MemoryMarshal.Read<ulong>(first) * Factor, done)
                ^ BitOperations.RotateLeft(MemoryMarshal.Read<ulong>(second) * Factor, done + 29);
        }

        return (int)(((hash ^ (hash >> 32)) * Factor) >> (64 - bits));
    }

    private int Repeated(WordStream words, int n, ref int candidates)
    {
        _table.Clear(candidates);
        var ends = words.Ends;
        var (characters, next, left) = (0, 0, 0);
        for (var k = 0; k < candidates; k++)
        {
            var i = _places[k];
            if (i + n > words.Count || _levels[i] < LevelOf(ends[i + n] - ends[i]))
            {
                continue; // A longer n-gram asks for no less.
            }

            _places[left++] = i;
            if (i >= next && IsRepeated(words, i, n))
            {
                characters += words.CodePointsOf(i, n);
                next = i + n;
            }
        }

        candidates = left;
        return characters;
    }

    private bool IsRepeated(WordStream words, int i, int n)
    {
        var joined = words.Joined(i, n);
        var probe = _table.Begin(_hashes.Of(words, i, n));
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
