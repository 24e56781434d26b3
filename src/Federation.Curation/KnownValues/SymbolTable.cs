namespace Federation.Curation.KnownValues;

/// <summary>What each character of a view is to known values, one look-up a character.</summary>
internal static class SymbolTable
{
    /// <summary>A symbol by itself, such as a Chinese character: nothing around it changes what it is.</summary>
    public const uint Alone = 1;

    /// <summary>A letter of a word: a value begins and ends with the word.</summary>
    public const uint Letter = 2;

    /// <summary>A digit of a number: a value begins and ends with the number.</summary>
    public const uint Digit = 3;

    /// <summary>From here on: no symbol. Stands between parts of a value, whatever they are.</summary>
    public const uint Gap = 4;

    /// <summary>Stands between words and numbers, but ends a Chinese phrase.</summary>
    public const uint WordGap = 5;

    /// <summary>Ends every value.</summary>
    public const uint End = 6;

    /// <summary>The bits of an entry that say the kind.</summary>
    public const uint KindBits = 0x7;

    /// <summary>Where the symbol begins in an entry.</summary>
    public const int SymbolShift = 8;

    private const string Gaps = " \t\r\n-._\u00B7\u2022/'";
    private const string WordGaps = ",()#+&@";

    private static readonly uint[] Entries =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(unit => BuildEntry((char)unit))];

    /// <summary>Kind and symbol of a character, in one look-up.</summary>
    public static uint EntryOf(char character) => Entries[character];

    /// <summary>The kind of a character.</summary>
    public static uint KindOf(char character) => Entries[character] & KindBits;

    /// <summary>The symbol of a character, in lower case and without accent; 0 where it is none.</summary>
    public static char SymbolOf(char character) => (char)(Entries[character] >> SymbolShift);

    private static uint BuildEntry(char character)
    {
        var kind = KindOfUnit(character);
        return kind < Gap ? ((uint)FoldOf(character) << SymbolShift) | kind : kind;
    }

    private static uint KindOfUnit(char character) => character switch
    {
        >= '0' and <= '9' => Digit,
        >= '\uD800' and <= '\uDFFF' => Alone, // Half of a rare character; both halves stand in the value too.
        '\u3005' or '\u3007' => Alone,
        (>= '\u3041' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => Alone,
        _ when char.IsLetter(character) || char.IsDigit(character) => Letter,
        _ => Gaps.Contains(character) ? Gap : WordGaps.Contains(character) ? WordGap : End,
    };

    private static char FoldOf(char character)
    {
        var lower = char.ToLowerInvariant(character);
        Span<char> plain = stackalloc char[1];
        return !char.IsAscii(lower) && Detection.Names.Latin.TryFold([lower], plain) ? plain[0] : lower;
    }
}
