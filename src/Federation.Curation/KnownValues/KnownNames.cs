using Federation.Curation.Detection.Names;

namespace Federation.Curation.KnownValues;

/// <summary>How the name of a person can be written: the whole in either order, and parts that are rare.</summary>
internal static class KnownNames
{
    private const int WordLettersMin = 4;
    private const int WordLettersMinOfAll = 6;
    private const int WholeLettersMin = 4;

    /// <summary>The forms of a name.</summary>
    /// <param name="words">Its words: each a row of letters, or of Chinese characters.</param>
    /// <param name="isHolderWide">Whether it is looked for in everybody's texts: then parts must be longer.</param>
    public static IEnumerable<KnownForm> Of(IReadOnlyList<string> words, bool isHolderWide)
    {
        var whole = string.Concat(words);
        return whole.All(symbol => SymbolTable.KindOf(symbol) == SymbolTable.Alone)
            ? OfCharacters(whole)
            : OfLetters(words, whole, isHolderWide);
    }

    /// <summary>The whole, and a given name of two characters or more that is no ordinary word.</summary>
    private static IEnumerable<KnownForm> OfCharacters(string name)
    {
        if (name.Length < 2)
        {
            yield break;
        }

        yield return new KnownForm(name);
        var surname = name.Length > 2 && ChineseNameTables.Compounds.Contains(name[..2]) ? 2 : 1;
        var given = name[surname..];
        if (given.Length > 2 || (given.Length == 2 && !ChineseLexicon.IsWord(given[0], given[1])))
        {
            yield return new KnownForm(given);
        }
    }

    private static IEnumerable<KnownForm> OfLetters(IReadOnlyList<string> words, string whole, bool isHolderWide)
    {
        if (words.Count > 1 && whole.Length >= WholeLettersMin)
        {
            yield return new KnownForm(whole);
            yield return new KnownForm(words[^1] + string.Concat(words.SkipLast(1)));
            yield return new KnownForm(string.Concat(words.Skip(1)) + words[0]);
            yield return new KnownForm(words[0] + words[^1]);
        }

        foreach (var word in words.Where(word => word.Length >= (isHolderWide ? WordLettersMinOfAll : WordLettersMin)))
        {
            yield return new KnownForm(word, NeedsCapital: true);
        }
    }
}
