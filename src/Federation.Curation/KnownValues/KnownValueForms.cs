using System.Text;
using Federation.Curation.Views;

namespace Federation.Curation.KnownValues;

/// <summary>All ways in which a value of a holder's column is looked for in text.</summary>
internal static class KnownValueForms
{
    private const int CharactersMin = 2;
    private const int LettersMin = 5;
    private static readonly string[] Extensions = ["转", "轉", "ext", "EXT", "Ext", "x", "X", "#"];

    /// <summary>The forms of a value; none where it is too short to be told from other text.</summary>
    /// <param name="kind">What it is, as policies name redactors, or <c>custom</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="isHolderWide">Whether it is looked for in everybody's texts.</param>
    public static IEnumerable<KnownForm> Of(string kind, string value, bool isHolderWide)
    {
        var view = NormalisedView.Of(value).Text;
        return kind switch
        {
            "person" => KnownNames.Of(WordsOf(view), isHolderWide),
            "phone" => KnownPhones.Of(DigitsOf(view), view.TrimStart().StartsWith('+')),
            "address" => KnownAddresses.Of(SymbolsOf(view), [.. view.Split(',').Select(SymbolsOf)]),
            _ => OfOther(SymbolsOf(view)),
        };
    }

    private static IEnumerable<KnownForm> OfOther(string symbols)
    {
        var isChinese = symbols.Any(symbol => SymbolTable.KindOf(symbol) == SymbolTable.Alone);
        if (symbols.Length >= (isChinese ? CharactersMin : LettersMin))
        {
            yield return new KnownForm(symbols);
        }
    }

    private static string DigitsOf(string view)
    {
        var end = Extensions.Select(mark => view.IndexOf(mark, StringComparison.Ordinal)).Where(at => at > 0)
            .DefaultIfEmpty(view.Length).Min();
        return string.Concat(view.Take(end).Where(char.IsAsciiDigit));
    }

    private static string SymbolsOf(string view)
    {
        var symbols = new StringBuilder(view.Length);
        foreach (var character in view)
        {
            if (SymbolTable.SymbolOf(character) is not '\0' and var symbol)
            {
                symbols.Append(symbol);
            }
        }

        return symbols.ToString();
    }

    /// <summary>Rows of symbols with nothing between them.</summary>
    private static List<string> WordsOf(string view)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= view.Length; i++)
        {
            if (i < view.Length && SymbolTable.SymbolOf(view[i]) != '\0')
            {
                continue;
            }

            if (i > start)
            {
                words.Add(SymbolsOf(view[start..i]));
            }

            start = i + 1;
        }

        return words;
    }
}
