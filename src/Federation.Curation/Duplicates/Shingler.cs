using System.Numerics;
using System.Runtime.CompilerServices;
using Federation.Curation.Quality;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Turns a text into the set of its shingles, each a 64-bit hash. Buffers are kept from text to text; not for several
/// threads at once.
/// </summary>
/// <remarks>A text of fewer than five words or characters is one shingle; a text without any has none.</remarks>
public sealed class Shingler(ShingleKind kind)
{
    /// <summary>Words or characters of one shingle.</summary>
    public const int Size = 5;

    private const ulong Factor = 0x9FB21C651E98DF25;
    private const int CharacterBits = 21;
    private const ulong LastThree = (1UL << (3 * CharacterBits)) - 1;
    private const ulong FirstTwo = (1UL << (2 * CharacterBits)) - 1;

    /// <summary>What the fifth power of <see cref="Factor"/> takes back of the word that leaves the window.</summary>
    private static readonly ulong FactorToSize = unchecked(Factor * Factor * Factor * Factor * Factor);

    private static readonly char[] Lower = BuildLower();

    private ulong[] _set = [];
    private ulong[] _list = [];
    private int _mask;
    private int _count;

    /// <summary>What texts are compared by.</summary>
    public ShingleKind Kind => kind;

    /// <summary>The distinct shingles of a text, in the order of their first place; good until the next call.</summary>
    public ReadOnlySpan<ulong> Read(ReadOnlySpan<char> text)
    {
        Clear(text.Length);
        if (kind == ShingleKind.Words)
        {
            ReadWords(text);
        }
        else
        {
            ReadCharacters(text);
        }

        return _list.AsSpan(0, _count);
    }

    private void ReadWords(ReadOnlySpan<char> text)
    {
        var classes = CharacterClass.OfUnit;
        Span<ulong> window = stackalloc ulong[8];
        var (words, sum) = (0, 0UL);
        for (var i = 0; i < text.Length;)
        {
            if (!IsWord(text, i, classes, out _))
            {
                i++;
                continue;
            }

            var word = 0UL;
            for (; i < text.Length && IsWord(text, i, classes, out var units); i += units)
            {
                word = (word ^ Lower[text[i]]) * Factor;
                word = units == 2 ? (word ^ text[i + 1]) * Factor : word;
            }

            word = SpanHash.Mix(word);
            sum = ((sum + word) * Factor) - (window[(words + 3) & 7] * FactorToSize * Factor);
            window[words & 7] = word;
            words++;
            if (words >= Size)
            {
                Add(SpanHash.Mix(sum));
            }
        }

        if (words is > 0 and < Size)
        {
            Add(SpanHash.Mix(sum + (ulong)words));
        }
    }

    private void ReadCharacters(ReadOnlySpan<char> text)
    {
        var classes = CharacterClass.OfUnit;
        var (characters, first, last) = (0, 0UL, 0UL);
        for (var i = 0; i < text.Length; i++)
        {
            uint character = text[i];
            var flags = classes[text[i]];
            if ((flags & CharacterClass.Space) != 0)
            {
                continue;
            }

            if ((flags & CharacterClass.Surrogate) != 0
                && i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                character = (uint)char.ConvertToUtf32(text[i], text[i + 1]);
                i++;
            }

            first = ((first << CharacterBits) | (last >> (2 * CharacterBits))) & FirstTwo;
            last = ((last << CharacterBits) | character) & LastThree;
            characters++;
            if (characters >= Size)
            {
                Add(SpanHash.Mix(last + SpanHash.Mix(first)));
            }
        }

        if (characters is > 0 and < Size)
        {
            Add(SpanHash.Mix(last + SpanHash.Mix(first + ((ulong)characters << (2 * CharacterBits)))));
        }
    }

    /// <summary>A letter, a number or an underscore, as Python's <c>\w</c> has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWord(ReadOnlySpan<char> text, int i, ReadOnlySpan<byte> classes, out int units)
    {
        units = 1;
        var flags = classes[text[i]];
        return (flags & CharacterClass.Surrogate) != 0
            ? IsWordPair(text, i, out units)
            : (flags & (CharacterClass.Run | CharacterClass.Letter)) != 0;
    }

    private static bool IsWordPair(ReadOnlySpan<char> text, int i, out int units)
    {
        var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
        units = isPair ? 2 : 1;
        return isPair && (CharacterClass.Of(char.ConvertToUtf32(text[i], text[i + 1]))
            & (CharacterClass.Run | CharacterClass.Letter)) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ulong shingle)
    {
        shingle = shingle == 0 ? 1 : shingle; // Zero marks a free place.
        var place = (int)(shingle >> 32) & _mask;
        while (_set[place] != 0)
        {
            if (_set[place] == shingle)
            {
                return;
            }

            place = (place + 1) & _mask;
        }

        _set[place] = shingle;
        _list[_count++] = shingle;
    }

    private void Clear(int units)
    {
        var most = kind == ShingleKind.Words ? (units / 2) + 1 : units;
        var bits = Math.Max(6, BitOperations.Log2((uint)Math.Max(1, most)) + 2);
        if (_set.Length < 1 << bits)
        {
            (_set, _list) = (new ulong[1 << bits], new ulong[1 << (bits - 1)]);
        }
        else
        {
            _set.AsSpan(0, 1 << bits).Clear();
        }

        (_mask, _count) = ((1 << bits) - 1, 0);
    }

    private static char[] BuildLower()
    {
        var lower = new char[char.MaxValue + 1];
        for (var unit = 0; unit < lower.Length; unit++)
        {
            lower[unit] = char.ToLowerInvariant((char)unit);
        }

        return lower;
    }
}
