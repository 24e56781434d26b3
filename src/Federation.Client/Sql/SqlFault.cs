using System.Globalization;
using System.Text;

namespace Federation.Client.Sql;

/// <summary>Why a text is no question that the gateway can ask, and the word where it stops being one.</summary>
/// <param name="Line">The line of the word, from 1.</param>
/// <param name="Column">The place of the word in its line, from 1, in UTF-16 units.</param>
/// <param name="Word">The word itself; empty where the text ends too early.</param>
/// <param name="Message">One sentence that says what is wrong, and what is supported instead.</param>
public sealed record SqlFault(int Line, int Column, string Word, string Message)
{
    private const int WordCharactersMax = 40;
    private const int LineCharactersMax = 160;

    /// <summary>Shows the line with a caret under the word, and the message: for a person at a terminal.</summary>
    /// <param name="sql">The text that was compiled.</param>
    public string Explain(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var line = sql.Split('\n').ElementAtOrDefault(Line - 1)?.TrimEnd('\r') ?? "";
        var from = Math.Max(0, Math.Min(Column - 1, line.Length) - (LineCharactersMax / 2));
        var before = line[from..Math.Min(Column - 1, line.Length)];
        var shown = line.Substring(from, Math.Min(LineCharactersMax, line.Length - from));
        var caret = new string(' ', WidthOf(before)) + new string('^', Math.Clamp(WidthOf(Word), 1, WordCharactersMax));
        return $"{Message}\n  {Printable(shown)}\n  {caret} line {Line}, column {Column}";
    }

    /// <summary>A short form of a word from the text, safe to print.</summary>
    internal static string Shorten(string word)
    {
        var printable = Printable(word);
        return printable.Length <= WordCharactersMax ? printable : printable[..WordCharactersMax] + "…";
    }

    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isHidden = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate;
            printable.Append(isHidden ? (rune.Value == '\t' ? " " : "\uFFFD") : rune.ToString());
        }

        return printable.ToString();
    }

    /// <summary>How many cells of a terminal a text takes: Chinese, Japanese and Korean characters take two.</summary>
    private static int WidthOf(string text) => text.EnumerateRunes().Sum(rune => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 => 2,
        >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 => 2,
        >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    });
}
