namespace Federation.Curation.Views;

/// <summary>
/// Folds one character to the ASCII form that detectors know. Tables after Unicode 15.1 compatibility mappings.
/// </summary>
internal static class CharacterFold
{
    /// <summary>Stands for a character that the view leaves out.</summary>
    public const char LeftOut = '\0';

    /// <summary>Stands for a character beyond the basic plane that folds to nothing known.</summary>
    private const char Other = '\uFFFD';

    public static char Fold(int rune) => rune switch
    {
        0 or 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E => LeftOut,
        0x3164 or 0xFEFF or 0xFFA0 => LeftOut,
        >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F => LeftOut,
        >= 0xFE00 and <= 0xFE0F or 0x20E3 or >= 0xE0000 and <= 0xE0FFF => LeftOut, // Variation, keycap, tags.
        >= 0xFF01 and <= 0xFF5E => (char)(rune - 0xFEE0),                           // Full-width forms.
        0x3000 or 0xA0 or 0x1680 or 0x202F or 0x205F or >= 0x2000 and <= 0x200A => ' ',
        >= 0x2010 and <= 0x2015 or 0x2212 or 0x2043 or 0xFE58 or 0xFE63 or 0x30FC => '-',
        0x3002 or 0xFF61 or 0xFE52 => rune == 0xFE52 ? '.' : '\u3002',
        0xFE6B => '@',
        >= 0x2460 and <= 0x2468 => (char)('1' + rune - 0x2460),                     // ①
        >= 0x2776 and <= 0x277E => (char)('1' + rune - 0x2776),                     // ❶
        >= 0x2780 and <= 0x2788 => (char)('1' + rune - 0x2780),
        >= 0x278A and <= 0x2792 => (char)('1' + rune - 0x278A),
        0x24EA or 0x24FF => '0',
        >= 0x24B6 and <= 0x24CF => (char)('A' + rune - 0x24B6),                     // Ⓐ
        >= 0x24D0 and <= 0x24E9 => (char)('a' + rune - 0x24D0),
        0x2070 or 0x2080 => '0',
        0xB9 => '1',
        0xB2 or 0xB3 => (char)('2' + rune - 0xB2),
        >= 0x2074 and <= 0x2079 => (char)('4' + rune - 0x2074),
        >= 0x2081 and <= 0x2089 => (char)('1' + rune - 0x2081),
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + ((rune - 0x1D7CE) % 10)),         // Mathematical digits.
        >= 0x1D400 and <= 0x1D6A3 => MathematicalLetter(rune),
        >= 0x660 and <= 0x669 => (char)('0' + rune - 0x660),                        // Arabic-Indic.
        >= 0x6F0 and <= 0x6F9 => (char)('0' + rune - 0x6F0),
        > 0xFFFF => Other,
        _ => (char)rune,
    };

    /// <summary>Thirteen styles of 52 letters follow each other.</summary>
    private static char MathematicalLetter(int rune)
    {
        var place = (rune - 0x1D400) % 52;
        return (char)(place < 26 ? 'A' + place : 'a' + place - 26);
    }
}
