using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Federation.Curation.Text;

namespace Federation.Curation.Quality;

/// <summary>
/// The words of a text as the published filters cut them: one Chinese character, a run of other word characters, or one
/// symbol. Keeps the characters of all words in one line, without what stands between.
/// </summary>
/// <remarks>Buffers are kept from text to text. Four characters are copied and hashed at once.</remarks>
internal sealed class WordStream
{
    /// <summary>So many characters behind the last word may be read, and are zero.</summary>
    public const int Padding = 32;

    private const int UnitsAtOnce = sizeof(ulong) / sizeof(char);

    private char[] _characters = new char[Padding];
    private int[] _ends = [0];
    private int[] _lengths = [0];
    private ulong[] _hashes = [];
    private int _used;
    private int _pairs;
    private bool _isRunBefore;

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

    /// <summary>
    /// Whether a run of word characters follows another, as in "key word": elsewhere they may stand as one run.
    /// </summary>
    public bool HasRunPairs { get; private set; }

    /// <summary>The characters of all words, and <see cref="Padding"/> behind them.</summary>
    public ReadOnlySpan<char> Padded => _characters.AsSpan(0, _used + Padding);

    /// <summary>Where word i begins in <see cref="Padded"/>, and the end of the last one.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count + 1);

    /// <summary>A hash of every word.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    /// <summary>Code points of n words from the i-th on.</summary>
    public int CodePointsOf(int i, int n) => _lengths[i + n] - _lengths[i];

    /// <summary>The characters of n words from the i-th on, joined.</summary>
    public ReadOnlySpan<char> Joined(int i, int n) => _characters.AsSpan(_ends[i], _ends[i + n] - _ends[i]);

    /// <summary>Cuts a text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        Clear(text.Length);
        var classes = CharacterClass.OfUnit;
        for (var i = 0; i < text.Length;)
        {
            int flags = classes[text[i]];
            if ((flags & CharacterClass.Space) != 0)
            {
                i++;
                continue;
            }

            var start = i++;
            if ((flags & (CharacterClass.Run | CharacterClass.Surrogate)) == 0)
            {
                TakeOne(text[start], flags);
                _isRunBefore = false;
                continue;
            }

            var (any, all, last) = (flags, flags, flags);
            if ((flags & CharacterClass.Run) != 0)
            {
                for (; i < text.Length && ((last = classes[text[i]]) & CharacterClass.Run) != 0; i++)
                {
                    (any, all) = (any | last, all & last);
                }
            }

            if ((last & CharacterClass.Surrogate) != 0)
            {
                i = ReadRareWord(text, start, classes);
            }
            else
            {
                Take(text, start, i - start, i - start, any, all);
            }

            var isRun = (flags & CharacterClass.Run) != 0 || (last & CharacterClass.Surrogate) != 0;
            HasRunPairs |= isRun && _isRunBefore;
            _isRunBefore = isRun;
        }

        _characters.AsSpan(_used, Padding).Clear();
    }

    /// <summary>Reads a word that may hold characters beyond the basic plane.</summary>
    private int ReadRareWord(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> classes)
    {
        var first = FlagsAt(text, start, classes, out var units);
        var (any, all) = (first, first);
        var (i, pairs) = (start + units, units - 1);
        while ((first & CharacterClass.Run) != 0 && i < text.Length)
        {
            var flags = FlagsAt(text, i, classes, out units);
            if ((flags & CharacterClass.Run) == 0)
            {
                break;
            }

            (any, all) = (any | flags, all & flags);
            (i, pairs) = (i + units, pairs + units - 1);
        }

        Take(text, start, i - start, i - start - pairs, any, all);
        return i;
    }

    private static int FlagsAt(ReadOnlySpan<char> text, int i, ReadOnlySpan<byte> classes, out int units)
    {
        units = 1;
        if ((classes[text[i]] & CharacterClass.Surrogate) == 0)
        {
            return classes[text[i]];
        }

        var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
        units = isPair ? 2 : 1;
        return isPair ? CharacterClass.Of(char.ConvertToUtf32(text[i], text[i + 1])) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(ReadOnlySpan<char> text, int start, int units, int codePoints, int any, int all)
    {
        var hash = (ulong)units;
        for (var done = 0; done < units; done += UnitsAtOnce)
        {
            var four = Four(text, start + done, units - done);
            MemoryMarshal.Write(MemoryMarshal.AsBytes(_characters.AsSpan(_used + done, UnitsAtOnce)), four);
            hash = SpanHash.Mix(hash ^ four);
        }

        _used += units;
        _pairs += units - codePoints;
        _hashes[Count++] = hash;
        (_ends[Count], _lengths[Count]) = (_used, _used - _pairs);
        var isWord = (all & CharacterClass.Punctuation) == 0;
        NonSymbolCount += isWord ? 1 : 0;
        NonSymbolCharacters += isWord ? codePoints : 0;
        LetterCount += (any & CharacterClass.Letter) != 0 ? 1 : 0;
        if (units == 1)
        {
            if ((any & CharacterClass.CommonChinese) != 0)
            {
                ChineseStopWords |= 1u << StopWords.ChinesePlace(text[start]);
            }
        }
        else if (units <= 4 && StopWords.EnglishPlace(text.Slice(start, units)) is >= 0 and var place)
        {
            EnglishStopWords |= 1u << place;
        }
    }

    /// <summary>Takes a word of one character, as most of Chinese are; the same as for any word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeOne(char character, int flags)
    {
        var count = Count;
        _characters[_used++] = character;
        _hashes[count] = SpanHash.Mix(1UL ^ character);
        Count = ++count;
        (_ends[count], _lengths[count]) = (_used, _used - _pairs);
        var word = (flags & CharacterClass.Punctuation) == 0 ? 1 : 0;
        NonSymbolCount += word;
        NonSymbolCharacters += word;
        LetterCount += (flags & CharacterClass.Letter) != 0 ? 1 : 0;
        if ((flags & CharacterClass.CommonChinese) != 0)
        {
            ChineseStopWords |= 1u << StopWords.ChinesePlace(character);
        }
    }

    /// <summary>Up to four characters as one number; zero behind the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Four(ReadOnlySpan<char> text, int start, int units)
    {
        if (start + UnitsAtOnce <= text.Length)
        {
            var four = MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text.Slice(start, UnitsAtOnce)));
            return units >= UnitsAtOnce ? four : four & ((1UL << (16 * units)) - 1);
        }

        var last = 0UL;
        for (var i = Math.Min(units, UnitsAtOnce) - 1; i >= 0; i--)
        {
            last = (last << 16) | text[start + i];
        }

        return last;
    }

    private void Clear(int units)
    {
        if (_characters.Length < units + Padding)
        {
            var size = Math.Max(units, 2 * _hashes.Length);
            _characters = new char[size + Padding];
            (_ends, _lengths, _hashes) = (new int[size + 1], new int[size + 1], new ulong[size]);
        }

        (_used, _pairs, Count, NonSymbolCount, NonSymbolCharacters, LetterCount) = (0, 0, 0, 0, 0, 0);
        (EnglishStopWords, ChineseStopWords, HasRunPairs, _isRunBefore) = (0, 0, false, false);
    }
}
