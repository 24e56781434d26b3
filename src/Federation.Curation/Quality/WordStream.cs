using System.Runtime.CompilerServices;

namespace Federation.Curation.Quality;

/// <summary>
/// The words of a text as the published filters cut them: one Chinese character, a run of other word characters, or one
/// symbol. Keeps the characters of all words in one line, without what stands between, and prefix sums to hash any n-gram.
/// </summary>
/// <remarks>
/// The hash of an n-gram is a polynomial over its characters modulo 2^64, divided by the power at its start; so it depends
/// on the characters alone, not on where words end. Buffers are kept from text to text.
/// </remarks>
internal sealed class WordStream
{
    private const ulong Factor = 0x9E3779B97F4A7C15;
    private static readonly ulong FactorInverse = Inverse(Factor);

    private char[] _characters = [];
    private int[] _ends = [];
    private int[] _lengths = [];
    private ulong[] _sums = [];
    private ulong[] _scales = [];
    private int _used;
    private int _codePoints;
    private ulong _sum;
    private ulong _power;
    private ulong _scale;

    /// <summary>How many words.</summary>
    public int Count { get; private set; }

    /// <summary>Words that hold anything but punctuation.</summary>
    public int NonSymbolCount { get; private set; }

    /// <summary>Code points of those words.</summary>
    public int NonSymbolCharacters { get; private set; }

    /// <summary>Words that hold a letter.</summary>
    public int LetterCount { get; private set; }

    /// <summary>Which of the English stop words occur, one bit each.</summary>
    public uint EnglishStopWords { get; private set; }

    /// <summary>Which of the Chinese stop words occur, one bit each.</summary>
    public uint ChineseStopWords { get; private set; }

    /// <summary>The characters of all words.</summary>
    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _used);

    /// <summary>Where word i begins in <see cref="Characters"/>, and the end of the last one.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count + 1);

    /// <summary>Code points of n words from the i-th on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodePointsOf(int i, int n) => _lengths[i + n] - _lengths[i];

    /// <summary>The hash of n words from the i-th on, joined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong HashOf(int i, int n) => (_sums[i + n] - _sums[i]) * _scales[i];

    /// <summary>The characters of n words from the i-th on, joined.</summary>
    public ReadOnlySpan<char> Joined(int i, int n) => _characters.AsSpan(_ends[i], _ends[i + n] - _ends[i]);

    /// <summary>Whether two places hold the same n words, cut in the same way.</summary>
    public bool IsSameCut(int i, int j, int n)
    {
        for (var k = 1; k <= n; k++)
        {
            if (_ends[i + k] - _ends[i] != _ends[j + k] - _ends[j])
            {
                return false;
            }
        }

        return Joined(i, n).SequenceEqual(Joined(j, n));
    }

    /// <summary>Cuts a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Clear(text.Length);
        var classes = CharacterClass.OfUnit;
        for (var i = 0; i < text.Length;)
        {
            var flags = classes[text[i]];
            if ((flags & CharacterClass.Space) != 0)
            {
                i++;
            }
            else
            {
                i = ReadWord(text, i, classes);
            }
        }
    }

    private int ReadWord(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> classes)
    {
        var i = start;
        int flags = classes[text[i]];
        var units = 1;
        if ((flags & CharacterClass.Surrogate) != 0)
        {
            flags = OfPair(text, i, out units);
        }

        var first = flags;
        var (any, all) = (flags, flags);
        var pairs = units - 1;
        i += units;
        while ((first & CharacterClass.Run) != 0 && i < text.Length)
        {
            flags = classes[text[i]];
            units = 1;
            if ((flags & CharacterClass.Surrogate) != 0)
            {
                flags = OfPair(text, i, out units);
            }

            if ((flags & CharacterClass.Run) == 0)
            {
                break;
            }

            (any, all) = (any | flags, all & flags);
            pairs += units - 1;
            i += units;
        }

        Take(text[start..i], i - start - pairs, any, all);
        return i;
    }

    private void Take(ReadOnlySpan<char> word, int codePoints, int any, int all)
    {
        word.CopyTo(_characters.AsSpan(_used));
        _used += word.Length;
        foreach (var character in word)
        {
            _sum += (character + 1UL) * _power;
            _power *= Factor;
            _scale *= FactorInverse;
        }

        _codePoints += codePoints;
        Count++;
        (_ends[Count], _lengths[Count], _sums[Count], _scales[Count]) = (_used, _codePoints, _sum, _scale);
        var isWord = (all & CharacterClass.Punctuation) == 0;
        NonSymbolCount += isWord ? 1 : 0;
        NonSymbolCharacters += isWord ? codePoints : 0;
        LetterCount += (any & CharacterClass.Letter) != 0 ? 1 : 0;
        if (word.Length is >= 2 and <= 4 && StopWords.EnglishPlace(word) is >= 0 and var place)
        {
            EnglishStopWords |= 1u << place;
        }
        else if (word.Length == 1 && (any & CharacterClass.CommonChinese) != 0)
        {
            ChineseStopWords |= 1u << StopWords.ChinesePlace(word[0]);
        }
    }

    private static byte OfPair(ReadOnlySpan<char> text, int i, out int units)
    {
        var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
        units = isPair ? 2 : 1;
        return isPair ? CharacterClass.Of(char.ConvertToUtf32(text[i], text[i + 1])) : (byte)0;
    }

    private void Clear(int units)
    {
        if (_characters.Length < units)
        {
            var size = Math.Max(units, 2 * _characters.Length);
            (_characters, _ends, _lengths) = (new char[size], new int[size + 1], new int[size + 1]);
            (_sums, _scales) = (new ulong[size + 1], new ulong[size + 1]);
        }

        (_used, _codePoints, Count, NonSymbolCount, NonSymbolCharacters, LetterCount) = (0, 0, 0, 0, 0, 0);
        (EnglishStopWords, ChineseStopWords, _sum, _power, _scale) = (0, 0, 0, 1, 1);
        if (_ends.Length == 0)
        {
            (_ends, _lengths, _sums, _scales) = ([0], [0], [0UL], [1UL]);
        }

        (_ends[0], _lengths[0], _sums[0], _scales[0]) = (0, 0, 0, 1);
    }

    /// <summary>Newton's iteration doubles the right bits of an inverse modulo 2^64.</summary>
    private static ulong Inverse(ulong odd)
    {
        var inverse = odd;
        for (var i = 0; i < 6; i++)
        {
            inverse *= 2 - (odd * inverse);
        }

        return inverse;
    }
}
