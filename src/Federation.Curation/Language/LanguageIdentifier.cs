namespace Federation.Curation.Language;

/// <summary>
/// Tells what a paragraph is written in: Chinese in either way of writing, English, Japanese, Korean or other.
/// </summary>
/// <remarks>
/// Scripts decide first; a Chinese character weighs as much as a word in letters. Kana make Japanese, Hangul Korean.
/// Latin letters are English unless small words or letters of another language outweigh the English ones. A pure
/// function of the text, in one pass, without a model.
/// </remarks>
public static class LanguageIdentifier
{
    private const int KanaShare = 10;

    /// <summary>So many words of another language are a chance: names, file types, codes.</summary>
    private const int ChanceWords = 1;

    /// <summary>Text of so many words without a small word of English is hardly English.</summary>
    private const int SentenceWords = 10;

    /// <summary>Tells what a text is written in.</summary>
    public static TextLanguage Identify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Identify(text.AsSpan());
    }

    /// <summary>Tells what a part of a text is written in.</summary>
    public static TextLanguage Identify(ReadOnlySpan<char> text)
    {
        var counts = new LetterCounts();
        counts.Read(text);
        var latinWords = counts.LatinWords;
        var eastAsian = counts.Of(Script.Han) + counts.Of(Script.Kana) + counts.Of(Script.Hangul);
        var foreign = Foreign(counts, out var foreignScript);
        if (eastAsian > 0 && eastAsian >= latinWords && eastAsian * 3 >= foreign)
        {
            return EastAsian(counts, eastAsian);
        }

        // A word of letters has some five of them, in any alphabet.
        if (foreign > latinWords * 5)
        {
            return new TextLanguage("other", Scripts.Codes[(int)foreignScript]);
        }

        return latinWords == 0
            ? new TextLanguage("other", Scripts.Codes[(int)Script.None])
            : new TextLanguage(IsEnglish(counts) ? "en" : "other", "Latn");
    }

    private static TextLanguage EastAsian(in LetterCounts counts, int eastAsian)
    {
        var kana = counts.Of(Script.Kana);
        if (counts.Of(Script.Hangul) * 2 > eastAsian)
        {
            return new TextLanguage("ko", "Kore");
        }

        if (kana * KanaShare > eastAsian || counts.Japanese > counts.Simplified + counts.Traditional)
        {
            return new TextLanguage("ja", "Jpan");
        }

        return new TextLanguage("zh", counts.Traditional > counts.Simplified ? "Hant" : "Hans");
    }

    private static int Foreign(in LetterCounts counts, out Script most)
    {
        most = Script.Cyrillic;
        var letters = 0;
        for (var script = Script.Cyrillic; script <= Script.Other; script++)
        {
            letters += counts.Of(script);
            most = counts.Of(script) > counts.Of(most) ? script : most;
        }

        return letters;
    }

    private static bool IsEnglish(in LetterCounts counts)
    {
        var english = counts.Words(0);
        var others = 0;
        for (var language = 1; language < FunctionWords.Lists.Length; language++)
        {
            others = Math.Max(others, counts.Words(language));
        }

        var isWithoutEnglish = english == 0 && counts.LatinWords >= SentenceWords;
        return counts.AccentedWords > 0 ? english > others + counts.AccentedWords
            : isWithoutEnglish ? others == 0
            : others <= Math.Max(english, ChanceWords);
    }
}
