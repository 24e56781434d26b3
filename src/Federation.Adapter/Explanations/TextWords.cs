using System.Globalization;
using Federation.Adapter.Policies;
using Federation.Curation.Detection;
using Federation.Curation.Duplicates;
using Federation.Curation.Filtering;
using Federation.Curation.Redaction;

namespace Federation.Adapter.Explanations;

/// <summary>What a column's text goes through before it leaves, and for what its record is held back.</summary>
public static class TextWords
{
    private const decimal MicrosPerOne = 1_000_000m;

    /// <summary>One sentence a rule.</summary>
    public static IReadOnlyList<string> Of(SampleColumn column, KnownValueRules? known)
    {
        ArgumentNullException.ThrowIfNull(column);
        return [.. OfText(column.Text), .. OfCuts(column, known)];
    }

    /// <summary>What a holder should know before it offers a column.</summary>
    internal static IEnumerable<string> WarningsOf(SampleColumn column)
    {
        var name = Words.Quoted(column.Name);
        var english = column.Text.Quality
            .Where(filter => filter.Key is "zh" or TextRecipe.AnyLanguage)
            .SelectMany(filter => filter.Value).Where(filter => filter is "gopher_quality" or "c4").Distinct().ToList();
        if (english.Count > 0)
        {
            yield return $"{name}: {Words.List(english)} {(english.Count == 1 ? "is" : "are")} made for English, and " +
                "hold back most sound Chinese texts; ask fineweb2_cmn of Chinese.";
        }

        if (column.Redaction.Transforms.Values.Contains(Transform.Pseudonym))
        {
            yield return $"{name}: a pseudonym is still personal data. Equal ones can be joined within one release, " +
                "and not with any other.";
        }
    }

    private static IEnumerable<string> OfText(TextRecipe text)
    {
        if (text.IsHtml)
        {
            yield return "it is read as HTML: only what the page says to its reader is used";
        }

        if (text.CutsFrame)
        {
            yield return "menus and notices around it are cut off";
        }

        if (text.DropsMojibake)
        {
            yield return "a text that was read in the wrong encoding holds its record back";
        }

        if (text.Languages.Count > 0)
        {
            yield return $"a text that is not {Words.Or(text.Languages)} holds its record back";
        }

        foreach (var (language, filters) in text.Quality.OrderBy(filter => filter.Key, StringComparer.Ordinal))
        {
            var of = language == TextRecipe.AnyLanguage ? "of any language" : $"in {language}";
            yield return $"a text {of} that fails {Words.Or(filters)} holds its record back";
        }

        if (text.DropsDuplicates)
        {
            var similarity = text.NearDuplicateMicros is { } micros
                ? $" or shares {(micros / MicrosPerOne).ToString("0.######", CultureInfo.InvariantCulture)} of its "
                    + "passages with it" : "";
            yield return $"a text that says the same as that of an earlier record{similarity} holds its record back";
        }

        if (text.CutsParagraphs)
        {
            yield return $"a paragraph of {ParagraphGate.CharactersMin} characters or more that an earlier record "
                + "holds, or that stands in it twice, is cut from it; where nothing else is left, its record is held "
                + "back";
        }

        if (text.Evaluation is { } evaluation)
        {
            yield return "a text that shares a passage with one of " +
                $"{Words.Count(evaluation.Count, "evaluation item", "evaluation items")} holds its record back";
        }
    }

    private static IEnumerable<string> OfCuts(SampleColumn column, KnownValueRules? known)
    {
        if (column.Redaction.Patterns.Count > 0)
        {
            var patterns = Words.Count(column.Redaction.Patterns.Count, "pattern", "patterns");
            yield return $"what matches {patterns} of the holder's own is cut from it";
        }

        foreach (var group in column.Redaction.Transforms.GroupBy(item => item.Value).OrderBy(group => group.Key))
        {
            var names = group.Select(item => PiiTypes.NameOf(item.Key)).Order(StringComparer.Ordinal);
            yield return $"{Words.List([.. names])}: {Of(group.Key)}";
        }

        if (known is not null && column.IsRedacted)
        {
            var columns = Words.List([.. known.Columns.Select(item => Words.Quoted(item.Name))]);
            yield return known.IsHolderWide
                ? $"every value of {columns}, of whomever, is cut from it, however it is spelled"
                : $"the values of {columns} of its own unit are cut from it, however they are spelled";
        }
    }

    private static string Of(Transform transform) => transform switch
    {
        Transform.Erase => "nothing stands in the place of a cut",
        Transform.Mask => "stars stand in the place of letters and digits",
        Transform.Pseudonym => "a keyed pseudonym, another in each release and for each trainer",
        Transform.Surrogate => "an invalid value of the same shape, or a label where there is none",
        Transform.Generalise => "region and decade, or the year, or a label where there is neither",
        Transform.DropRecord => "where one is found, the whole record is held back",
        _ => "a label stands in the place of a cut",
    };
}
