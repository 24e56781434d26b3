using System.Buffers;
using System.Text;

namespace Federation.Curation.Quality;

/// <summary>
/// Finds text that was read in the wrong encoding: <c>Ã©</c> for é, <c>æ–‡</c> for 文, <c>锟斤拷</c> for nothing.
/// </summary>
public static class Mojibake
{
    private const int GbkRunMin = 6;
    private const int GbkDistinctMin = 4;
    private const int LatinRunMin = 4;

    /// <summary>What Windows-1252 has in place of the control characters 0x80 to 0x9F.</summary>
    private const string Windows =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private static readonly SearchValues<string> LostMarks =
        SearchValues.Create(["\uFFFD", "锟斤拷", "烫烫烫", "屯屯屯", "ï¿½"], StringComparison.Ordinal);

    private static readonly SearchValues<char> Ascii =
        SearchValues.Create([.. Enumerable.Range(0, 128).Select(unit => (char)unit)]);

    private static readonly byte[] Bytes = BuildBytes();

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(
        936, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;

    /// <summary>Counts what of a text is broken.</summary>
    public static MojibakeCounts Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (letters, asLatin, asGbk, gbkAsLatin) = (0, 0, 0, 0);
        for (var i = 0; i < text.Length;)
        {
            var next = text.AsSpan(i).IndexOfAnyExcept(Ascii);
            letters += CountLetters(text.AsSpan(i, next < 0 ? text.Length - i : next));
            if (next < 0)
            {
                break;
            }

            i += next;
            var length = text.AsSpan(i).IndexOfAny(Ascii);
            var run = text.AsSpan(i, length < 0 ? text.Length - i : length);
            letters += run.Length;
            var (utf8, pairs) = (Utf8AsLatin(run), GbkAsLatin(run));
            var isPairs = pairs > 0 && utf8 * 3 < run.Length * 2; // Some pairs are well-formed UTF-8 by chance.
            asLatin += isPairs ? 0 : utf8;
            gbkAsLatin += isPairs ? pairs : 0;
            asGbk += utf8 + pairs == 0 ? Utf8AsGbk(run) : 0;
            i += run.Length;
        }

        return new MojibakeCounts(letters, asLatin, asGbk, gbkAsLatin, Lost(text));
    }

    /// <summary>Characters of well-formed UTF-8 sequences among characters that stand for bytes.</summary>
    private static int Utf8AsLatin(ReadOnlySpan<char> run)
    {
        var broken = 0;
        for (var i = 0; i < run.Length;)
        {
            var length = SequenceLength(Bytes[run[i]]);
            var end = i + 1;
            while (end < i + length && end < run.Length && (Bytes[run[end]] & 0xC0) == 0x80)
            {
                end++;
            }

            var isSequence = length > 1 && end == i + length;
            broken += isSequence ? length : 0;
            i = isSequence ? end : i + 1;
        }

        return broken;
    }

    /// <summary>Pairs of accented capitals and signs, one after another, are no language's words.</summary>
    private static int GbkAsLatin(ReadOnlySpan<char> run)
    {
        var length = run.IndexOfAnyExceptInRange('\u00A1', '\u00FE');
        length = length < 0 ? run.Length : length;
        var isPairs = length >= LatinRunMin && length % 2 == 0;
        return isPairs && run[..length].ContainsAnyInRange('\u00B0', '\u00F7') ? length : 0;
    }

    /// <summary>Chinese whose bytes in GBK are, nearly all, well-formed UTF-8 of other Chinese.</summary>
    private static int Utf8AsGbk(ReadOnlySpan<char> run)
    {
        if (run.Length < GbkRunMin || run.IndexOfAnyInRange('\u4E00', '\u9FFF') < 0)
        {
            return 0;
        }

        var bytes = new byte[Gbk.GetMaxByteCount(run.Length)];
        var count = Gbk.GetBytes(run, bytes);
        var wellFormed = 0;
        for (var i = 0; i + 2 < count;)
        {
            var isChinese = bytes[i] is >= 0xE3 and <= 0xEF
                && (bytes[i + 1] & 0xC0) == 0x80 && (bytes[i + 2] & 0xC0) == 0x80;
            wellFormed += isChinese ? 3 : 0;
            i += isChinese ? 3 : 1;
        }

        return wellFormed * 4 >= count * 3 && !IsMonotonous(run) ? run.Length : 0;
    }

    /// <summary>
    /// Two characters said over and over can be well-formed by chance; text that was broken is of many.
    /// </summary>
    private static bool IsMonotonous(ReadOnlySpan<char> run)
    {
        var distinct = 0;
        for (var rest = run; distinct < GbkDistinctMin && !rest.IsEmpty; distinct++)
        {
            var next = run[..(run.Length - rest.Length + 1)];
            var other = rest.IndexOfAnyExcept(next);
            rest = other < 0 ? [] : rest[other..];
        }

        return distinct < GbkDistinctMin;
    }

    private static int Lost(ReadOnlySpan<char> text)
    {
        var lost = 0;
        for (var next = text.IndexOfAny(LostMarks); next >= 0; next = text.IndexOfAny(LostMarks))
        {
            var length = text[next] == '\uFFFD' ? 1 : 3;
            lost += length;
            text = text[(next + length)..];
        }

        return lost;
    }

    private static int CountLetters(ReadOnlySpan<char> ascii)
    {
        var letters = 0;
        foreach (var character in ascii)
        {
            letters += char.IsAsciiLetter(character) ? 1 : 0;
        }

        return letters;
    }

    private static int SequenceLength(byte lead) => lead switch
    {
        >= 0xC2 and <= 0xDF => 2,
        >= 0xE0 and <= 0xEF => 3,
        >= 0xF0 and <= 0xF4 => 4,
        _ => 1,
    };

    /// <summary>The byte that a character was, if it was read as Latin-1 or Windows-1252; 0 for all others.</summary>
    private static byte[] BuildBytes()
    {
        var bytes = new byte[char.MaxValue + 1];
        for (var unit = 0x80; unit <= 0xFF; unit++)
        {
            bytes[unit] = (byte)unit;
        }

        for (var place = 0; place < Windows.Length; place++)
        {
            bytes[Windows[place]] = (byte)(0x80 + place);
        }

        return bytes;
    }
}
