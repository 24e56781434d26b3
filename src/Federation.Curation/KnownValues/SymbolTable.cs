namespace Federation.Curation.KnownValues;

/// <summary>What each character of a view is to known values, one look-up a character.</summary>
internal static class SymbolTable
{
    /// <summary>A symbol by itself, such as a Chinese character: nothing around it changes what it is.</summary>
    public const byte Alone = 1;

    /// <summary>A letter of a word: a value begins and ends with the word.</summary>
    public const byte Letter = 2;

    /// <summary>A digit of a number: a value begins and ends with the number.</summary>
    public const byte Digit = 3;

    /// <summary>Stands between parts of a value, whatever they are.</summary>
    public const byte Gap = 4;

    /// <summary>Stands between words and numbers, but ends a Chinese phrase.</summary>
    public const byte WordGap = 5;

    private const string Gaps = " \t\r\n-._\u00B7\u2022/'";
    private const string WordGaps = ",()#+&@";

    private static readonly byte[] Kinds =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => KindOfUnit((char)unit))];

    private static readonly char[] Folds =
    [
        .. Enumerable.Range(0, char.MaxValue + 1)
            .Select(unit => Kinds[unit] is Alone or Letter or Digit ? FoldOf((char)unit) : '\0'),
    ];

    /// <summary>The kind of a character; 0 where it ends every value.</summary>
    public static byte KindOf(char character) => Kinds[character];

    /// <summary>The symbol of a character, in lower case and without accent; 0 where it is none.</summary>
    public static char SymbolOf(char character) => Folds[character];

    private static byte KindOfUnit(char character) => character switch
    {
        >= '0' and <= '9' => Digit,
        >= '\uD800' and <= '\uDFFF' => Alone, // Half of a rare character; both halves stand in the value too.
        '\u3005' or '\u3007' => Alone,
        (>= '\u3041' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => Alone,
        _ when char.IsLetter(character) || char.IsDigit(character) => Letter,
        _ => Gaps.Contains(character) ? Gap : WordGaps.Contains(character) ? WordGap : (byte)0,
    };

    private static char FoldOf(char character)
    {
        var lower = char.ToLowerInvariant(character);
        Span<char> plain = stackalloc char[1];
        return !char.IsAscii(lower) && Detection.Names.Latin.TryFold([lower], plain) ? plain[0] : lower;
    }
}
