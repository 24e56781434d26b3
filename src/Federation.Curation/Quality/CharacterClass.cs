using System.Globalization;

namespace Federation.Curation.Quality;

/// <summary>What the published filters ask of one character, one look-up a character.</summary>
/// <remarks>
/// The reference runs in Python, so words, spaces and letters are what Python's <c>str</c> methods say they are. The
/// basic plane is one table; the other planes are asked of the runtime's Unicode data, character by character.
/// </remarks>
internal static class CharacterClass
{
    /// <summary>Separates words and is stripped from lines.</summary>
    public const byte Space = 1;

    /// <summary>Continues a word of more than one character.</summary>
    public const byte Run = 2;

    /// <summary>A letter.</summary>
    public const byte Letter = 4;

    /// <summary>Counts as punctuation, even where it can stand in a word.</summary>
    public const byte Punctuation = 8;

    /// <summary>Ends a line that the filters call finished.</summary>
    public const byte Terminal = 16;

    /// <summary>One of the most common Chinese words of one character.</summary>
    public const byte CommonChinese = 64;

    /// <summary>Half of a character beyond the basic plane.</summary>
    public const byte Surrogate = 32;

    private static readonly byte[] Table = Build();

    /// <summary>One set of flags for every UTF-16 code unit.</summary>
    public static ReadOnlySpan<byte> OfUnit => Table;

    /// <summary>The flags of any code point.</summary>
    public static byte Of(int codePoint)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        var flags = IsSpace(codePoint) ? Space : 0;
        flags |= IsLetter(category) ? Letter : 0;
        flags |= !IsSingle(codePoint) && (IsLetter(category) || IsNumber(category) || codePoint == '_') ? Run : 0;
        flags |= PunctuationMarks.Terminal.Contains(codePoint) ? Terminal | Punctuation : 0;
        flags |= PunctuationMarks.Other.Contains(codePoint) ? Punctuation : 0;
        flags |= StopWords.ChinesePlace(codePoint) >= 0 ? CommonChinese : 0;
        return (byte)flags;
    }

    /// <summary>Whether a character is a word by itself: the Chinese characters of the basic plane.</summary>
    private static bool IsSingle(int codePoint) =>
        codePoint is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF);

    private static bool IsSpace(int codePoint) => codePoint is (>= 0x09 and <= 0x0D) or (>= 0x1C and <= 0x20) or 0x85
        or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    private static bool IsLetter(UnicodeCategory category) => category is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter;

    private static bool IsNumber(UnicodeCategory category) => category is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static byte[] Build()
    {
        var table = new byte[char.MaxValue + 1];
        for (var unit = 0; unit < table.Length; unit++)
        {
            table[unit] = char.IsSurrogate((char)unit) ? Surrogate : Of(unit);
        }

        return table;
    }
}
