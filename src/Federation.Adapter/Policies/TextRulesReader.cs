using Federation.Curation.Filtering;
using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Reads what a text column goes through besides redaction, and for what its record is held back.</summary>
internal static class TextRulesReader
{
    private const decimal SimilarityMin = 0.2m;
    private const int MicrosPerOne = 1_000_000;

    private static readonly string[] Keys =
    [
        "extract", "frame", "mojibake", "languages", "quality", "duplicates", "nearDuplicates", "repeatedParagraphs",
        "evaluation",
    ];

    public static TextRecipe Read(YamlMap map, bool isText)
    {
        var recipe = new TextRecipe
        {
            IsHtml = ReadsWord(map, "extract", "html"),
            CutsFrame = ReadsWord(map, "frame", "cut"),
            DropsMojibake = ReadsWord(map, "mojibake", "drop"),
            Languages = map.RequiredScalars(
                "languages", map.Has("languages") ? 1 : 0, item => item.AsChoice(TextRecipe.LanguageNames)),
            Quality = ReadQuality(map),
            NearDuplicateMicros = ReadSimilarity(map),
            DropsDuplicates = ReadsWord(map, "duplicates", "drop"),
            CutsParagraphs = ReadsWord(map, "repeatedParagraphs", "cut"),
            Evaluation = EvaluationReader.Read(map),
        };
        if (!isText && Keys.FirstOrDefault(key => map.Keys.Contains(key)) is { } misplaced)
        {
            map.Reject(misplaced, $"'{misplaced}' is for text, and this column is none", "remove it");
        }

        return recipe with { DropsDuplicates = recipe.DropsDuplicates || recipe.NearDuplicateMicros is not null };
    }

    /// <summary>A rule with one word: written, or not there.</summary>
    private static bool ReadsWord(YamlMap map, string key, string word)
    {
        map.Ignore(key);
        return map.Keys.Contains(key) && map.RequiredChoice(key, word) == word;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadQuality(YamlMap column)
    {
        var quality = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (column.OptionalMap("quality") is not { } map)
        {
            return quality;
        }

        foreach (var language in TextRecipe.QualityLanguages)
        {
            map.Ignore(language);
            if (map.Keys.Contains(language))
            {
                quality[language] = map.RequiredScalars(
                    language, 1, item => item.AsChoice(TextRecipe.QualityNames));
            }
        }

        if (quality.Count == 0)
        {
            column.Reject("quality", "'quality' names no language",
                $"write a list of filters below one of: {string.Join(", ", TextRecipe.QualityLanguages)}");
        }

        return quality;
    }

    private static int? ReadSimilarity(YamlMap map)
    {
        map.Ignore("nearDuplicates");
        if (!map.Keys.Contains("nearDuplicates"))
        {
            return null;
        }

        var micros = map.RequiredDecimal("nearDuplicates", SimilarityMin, 1m) * MicrosPerOne;
        if (micros != decimal.Truncate(micros))
        {
            map.Reject("nearDuplicates", "'nearDuplicates' has more than six decimal places", "round it to six places");
        }

        return (int)micros;
    }
}
