using System.Text;

namespace Federation.Curation.Language;

/// <summary>
/// Which Chinese characters speak for which way of writing, after the character sets that the three countries
/// standardised: what GB 2312 has and Big5 has not is simplified, what is common in Big5 and missing from GB 2312 is
/// traditional, what JIS X 0208 alone has is Japanese. Most characters are common to all and say nothing.
/// </summary>
internal static class HanVariants
{
    /// <summary>Written in simplified Chinese, not in traditional.</summary>
    public const byte Simplified = 1;

    /// <summary>Written in traditional Chinese, not in simplified.</summary>
    public const byte Traditional = 2;

    /// <summary>Written in Japanese, not in Chinese.</summary>
    public const byte Japanese = 4;

    private static readonly byte[] Table = Build();

    /// <summary>The flags of each UTF-16 code unit.</summary>
    public static ReadOnlySpan<byte> OfUnit => Table;

    private static byte[] Build()
    {
        var mainland = Decode(936, (0xB0, 0xF7, 0xA1, 0xFE));
        var taiwanCommon = Decode(950, (0xA4, 0xC6, 0x40, 0x7E), (0xA4, 0xC6, 0xA1, 0xFE));
        var taiwan = Decode(950, (0xA4, 0xF9, 0x40, 0x7E), (0xA4, 0xF9, 0xA1, 0xFE));
        var japan = Decode(932, (0x88, 0x9F, 0x40, 0xFC), (0xE0, 0xEA, 0x40, 0xFC));
        var table = new byte[char.MaxValue + 1];
        for (var unit = 0x4E00; unit <= 0x9FFF; unit++)
        {
            var character = (char)unit;
            table[unit] = mainland.Contains(character)
                ? taiwan.Contains(character) ? (byte)0 : Simplified
                : taiwanCommon.Contains(character) ? Traditional
                : japan.Contains(character) && !taiwan.Contains(character) ? Japanese : (byte)0;
        }

        return table;
    }

    /// <summary>Every character of rectangles of two-byte codes.</summary>
    private static HashSet<char> Decode(int codePage, params ReadOnlySpan<(int, int, int, int)> rectangles)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(
            codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(""))!;
        var characters = new HashSet<char>();
        foreach (var (leadFirst, leadLast, trailFirst, trailLast) in rectangles)
        {
            for (var lead = leadFirst; lead <= leadLast; lead++)
            {
                for (var trail = trailFirst; trail <= trailLast; trail++)
                {
                    characters.UnionWith(encoding.GetString([(byte)lead, (byte)trail]));
                }
            }
        }

        return characters;
    }
}
