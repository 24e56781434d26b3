using System.Text;

namespace Federation.Curation.Tests;

/// <summary>Ways to write an identifier so that a person still reads it and a plain pattern does not.</summary>
internal static class Spellings
{
    public static readonly IReadOnlyDictionary<string, Func<string, string>> All =
        new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
        {
            ["plain"] = text => text,
            ["full-width"] = text => Each(text, c => c is > ' ' and <= '~' ? $"{(char)(c + 0xFEE0)}" : $"{c}"),
            ["circled digits"] = text => Each(text, c => Digit(c, d => d == 0
                ? "\u24EA" : $"{(char)(0x2460 + d - 1)}")),
            ["negative circled digits"] = text => Each(text, c => Digit(c, d => d == 0
                ? "\u24FF" : $"{(char)(0x2775 + d)}")),
            ["keycaps"] = text => Each(text, c => Digit(c, d => $"{d}\uFE0F\u20E3")),
            ["mathematical digits"] = text => Each(text, c => Digit(c, d => char.ConvertFromUtf32(0x1D7CE + d))),
            ["Arabic digits"] = text => Each(text, c => Digit(c, d => $"{(char)(0x660 + d)}")),
            ["superscript digits"] = text => Each(text, c => Digit(c, d => $"{"⁰¹²³⁴⁵⁶⁷⁸⁹"[d]}")),
            ["zero-width spaces"] = text => string.Join('\u200B', text.EnumerateRunes()),
            ["soft hyphens"] = text => string.Join('\u00AD', text.EnumerateRunes()),
            ["bidirectional marks"] = text => "\u202D" + string.Join('\u2060', text.EnumerateRunes()) + "\u202C",
            ["decimal entities"] = text => Each(text, c => $"&#{(int)c};"),
            ["hexadecimal entities"] = text => Each(text, c => $"&#x{(int)c:X};"),
            ["entities within entities"] = text => Each(text, c => $"&amp;#{(int)c};"),
            ["\\u escapes"] = text => Each(text, c => $"\\u{(int)c:x4}"),
            ["% escapes"] = text => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}")),
            ["% escapes twice"] = text => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%25{b:X2}")),
        };

    /// <summary>The whole sentence in Base64: a value alone may be too short for an island.</summary>
    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Each(string text, Func<char, string> spell) => string.Concat(text.Select(spell));

    private static string Digit(char character, Func<int, string> spell) =>
        char.IsAsciiDigit(character) ? spell(character - '0') : $"{character}";
}
