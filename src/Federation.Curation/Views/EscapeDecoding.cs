using System.Buffers;
using System.Globalization;
using System.Text;

namespace Federation.Curation.Views;

/// <summary>
/// Decodes one layer of escapes in a view: HTML entities, <c>\uXXXX</c>, <c>\xXX</c>, <c>\n</c> and the like, and
/// %XX as UTF-8. What does not decode stays.
/// </summary>
internal static class EscapeDecoding
{
    private const int EntityLengthMax = 10;
    private static readonly SearchValues<char> Openers = SearchValues.Create("\\%&");

    private static readonly Dictionary<string, char> Entities = new(StringComparer.Ordinal)
    {
        ["amp"] = '&',
        ["lt"] = '<',
        ["gt"] = '>',
        ["quot"] = '"',
        ["apos"] = '\'',
        ["nbsp"] = ' ',
        ["commat"] = '@',
        ["period"] = '.',
        ["colon"] = ':',
        ["hyphen"] = '-',
        ["dash"] = '-',
        ["num"] = '#',
        ["lpar"] = '(',
        ["rpar"] = ')',
        ["plus"] = '+',
        ["equals"] = '=',
        ["sol"] = '/',
        ["lowbar"] = '_',
        ["ensp"] = ' ',
        ["emsp"] = ' ',
        ["thinsp"] = ' ',
        ["ndash"] = '-',
        ["mdash"] = '-',
        ["middot"] = '\u00B7',
        ["bull"] = '\u00B7',
        ["shy"] = '\u00AD',
        ["zwnj"] = '\u200C',
        ["zwj"] = '\u200D',
        ["Tab"] = ' ',
        ["NewLine"] = '\n',
    };

    private static readonly Dictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> EntityLookup =
        Entities.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The view with one layer decoded, or null where there is nothing to decode.</summary>
    /// <param name="source">The view.</param>
    /// <param name="start">A place before which no escape begins.</param>
    public static NormalisedView? TryDecode(NormalisedView source, int start)
    {
        var text = source.Text;
        ViewWriter? writer = null;
        Span<char> decoded = stackalloc char[2];
        var written = 0;
        for (var i = start; ;)
        {
            var offset = text.AsSpan(i).IndexOfAny(Openers);
            if (offset < 0)
            {
                break;
            }

            i += offset;
            var (length, count) = DecodeAt(text, i, decoded);
            if (length == 0)
            {
                i++;
                continue;
            }

            writer ??= new ViewWriter(source);
            writer.CopyPart(text, written, i);
            foreach (var character in decoded[..count])
            {
                writer.Write(character, i, length);
            }

            i += length;
            written = i;
        }

        writer?.CopyPart(text, written, text.Length);
        return writer?.ToView();
    }

    private static (int Length, int Count) DecodeAt(string text, int at, Span<char> decoded) => text[at] switch
    {
        '&' => DecodeEntity(text, at, decoded),
        '%' => DecodePercent(text, at, decoded),
        _ => DecodeBackslash(text, at, decoded),
    };

    private static (int Length, int Count) DecodeEntity(string text, int at, Span<char> decoded)
    {
        var rest = text.AsSpan(at + 1, Math.Min(EntityLengthMax, text.Length - at - 1));
        var end = rest.IndexOf(';');
        var body = end < 0 ? rest : rest[..end];
        if (body.Length > 1 && body[0] == '#')
        {
            var isHex = body[1] is 'x' or 'X';
            var digits = body[(isHex ? 2 : 1)..];
            var count = 0;
            while (count < digits.Length
                && (isHex ? char.IsAsciiHexDigit(digits[count]) : char.IsAsciiDigit(digits[count])))
            {
                count++;
            }

            var style = isHex ? NumberStyles.HexNumber : NumberStyles.None;
            if ((end >= 0 && count < digits.Length)
                || !int.TryParse(digits[..count], style, CultureInfo.InvariantCulture, out var codePoint))
            {
                return default;
            }

            var length = 1 + (isHex ? 2 : 1) + count + (end >= 0 ? 1 : 0);
            return Rune.TryCreate(codePoint, out var rune) ? (length, rune.EncodeToUtf16(decoded)) : default;
        }

        if (end > 0 && EntityLookup.TryGetValue(body, out var named))
        {
            decoded[0] = named;
            return (end + 2, 1);
        }

        return default;
    }

    private static (int Length, int Count) DecodePercent(string text, int at, Span<char> decoded)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        for (var i = at; count < 4 && i + 2 < text.Length && text[i] == '%'; i += 3)
        {
            if (!TryHex(text.AsSpan(i + 1, 2), out var value))
            {
                break;
            }

            bytes[count++] = (byte)value;
        }

        if (count == 0 && at + 5 < text.Length && text[at + 1] == 'u' && TryHex(text.AsSpan(at + 2, 4), out var unit))
        {
            decoded[0] = (char)unit;
            return (6, 1);
        }

        if (count == 0)
        {
            return default;
        }

        var status = Rune.DecodeFromUtf8(bytes[..count], out var rune, out var consumed);
        return status == OperationStatus.Done ? (consumed * 3, rune.EncodeToUtf16(decoded)) : default;
    }

    private static (int Length, int Count) DecodeBackslash(string text, int at, Span<char> decoded)
    {
        if (at + 1 >= text.Length)
        {
            return default;
        }

        switch (text[at + 1])
        {
            case 'u' or 'U' when at + 2 < text.Length && text[at + 2] == '{':
                var close = text.AsSpan(at + 3, Math.Min(7, text.Length - at - 3)).IndexOf('}');
                return close > 0 && TryHex(text.AsSpan(at + 3, close), out var braced)
                    && Rune.TryCreate(braced, out var rune) ? (close + 4, rune.EncodeToUtf16(decoded)) : default;
            case 'u' when at + 5 < text.Length && TryHex(text.AsSpan(at + 2, 4), out var unit):
                decoded[0] = (char)unit;
                return (6, 1);
            case 'x' when at + 3 < text.Length && TryHex(text.AsSpan(at + 2, 2), out var small):
                decoded[0] = (char)small;
                return (4, 1);
            case '\\' when at + 2 < text.Length && text[at + 2] is 'u' or 'x':
                decoded[0] = '\\';
                return (2, 1);
            default:
                return default;
        }
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }

            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return digits.Length > 0;
    }
}
