using System.Collections.Immutable;

namespace Federation.Curation.Language;

/// <summary>The script of every character of the basic plane, one look-up a character.</summary>
internal static class Scripts
{
    private static readonly byte[] Table = Build();

    /// <summary>ISO 15924 codes, in the order of <see cref="Script"/>.</summary>
    public static ImmutableArray<string> Codes { get; } =
        ["Zyyy", "Latn", "Latn", "Hani", "Jpan", "Kore", "Cyrl", "Grek", "Arab", "Hebr", "Deva", "Thai", "Zzzz"];

    /// <summary>The script of each UTF-16 code unit, as a number.</summary>
    public static ReadOnlySpan<byte> OfUnit => Table;

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        for (var unit = 0; unit < table.Length; unit++)
        {
            table[unit] = (byte)Of((char)unit);
        }

        return table;
    }

    /// <summary>
    /// A high surrogate of the planes of Chinese characters counts for its pair; others do not count.
    /// </summary>
    private static Script Of(char unit) => unit switch
    {
        (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => Script.Ascii,
        (>= '\uFF21' and <= '\uFF3A') or (>= '\uFF41' and <= '\uFF5A') => Script.Ascii,
        _ when !char.IsLetter(unit) => unit is >= '\uD840' and <= '\uD888' ? Script.Han : Script.None,
        <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') or (>= '\uFB00' and <= '\uFB06') => Script.Latin,
        (>= '\u2E80' and <= '\u2FDF') or '\u3005' or '\u3007' or (>= '\u3400' and <= '\u9FFF') => Script.Han,
        >= '\uF900' and <= '\uFAFF' => Script.Han,
        '\u30FC' or '\uFF70' => Script.None,
        (>= '\u3041' and <= '\u30FF') or (>= '\u31F0' and <= '\u31FF') or (>= '\uFF66' and <= '\uFF9F') => Script.Kana,
        (>= '\uAC00' and <= '\uD7A3') or (>= '\u1100' and <= '\u11FF') => Script.Hangul,
        >= '\u3131' and <= '\u318E' => Script.Hangul,
        (>= '\uA960' and <= '\uA97F') or (>= '\uD7B0' and <= '\uD7FF') => Script.Hangul,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => Script.Greek,
        (>= '\u0600' and <= '\u06FF') or (>= '\u0750' and <= '\u077F') => Script.Arabic,
        >= '\uFB50' and <= '\uFEFC' => Script.Arabic,
        >= '\u0590' and <= '\u05FF' => Script.Hebrew,
        >= '\u0900' and <= '\u097F' => Script.Devanagari,
        >= '\u0E00' and <= '\u0E7F' => Script.Thai,
        _ => Script.Other,
    };
}
