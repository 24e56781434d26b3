using Federation.Curation.Decontamination;
using Federation.Curation.Quality;

namespace Federation.Curation.Filtering;

/// <summary>What a text goes through besides redaction, and for what its record is held back.</summary>
public sealed record TextRecipe
{
    /// <summary>The key of <see cref="Quality"/> that stands for every language.</summary>
    public const string AnyLanguage = "any";

    /// <summary>The languages that <see cref="Quality"/> can name.</summary>
    public static IReadOnlyList<string> QualityLanguages { get; } = ["zh", "en", "ja", "ko", "other", AnyLanguage];

    /// <summary>The words for languages and scripts that <see cref="Languages"/> can hold.</summary>
    public static IReadOnlyList<string> LanguageNames { get; } =
        ["zh", "zh-Hans", "zh-Hant", "en", "ja", "ko", "other"];

    /// <summary>The names of quality filters.</summary>
    public static IReadOnlyList<string> QualityNames { get; } =
    [
        QualityVerdicts.GopherQuality, QualityVerdicts.GopherRepetition, QualityVerdicts.C4, QualityVerdicts.FineWeb,
        QualityVerdicts.FineWeb2Chinese,
    ];

    /// <summary>Texts leave as they stand.</summary>
    public static TextRecipe None { get; } = new();

    /// <summary>Whether texts are pages of HTML, of which only what they say to a reader is used.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Whether menus and notices around a text are cut off.</summary>
    public bool CutsFrame { get; init; }

    /// <summary>Whether a text that was read in the wrong encoding holds its record back.</summary>
    public bool DropsMojibake { get; init; }

    /// <summary>The languages and scripts that may leave, of <see cref="LanguageNames"/>; all where it is empty.
    /// </summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The quality filters that a text must pass, by its language; <see cref="AnyLanguage"/> adds for all.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Quality { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether a text that an earlier record holds too holds its record back.</summary>
    public bool DropsDuplicates { get; init; }

    /// <summary>Whether paragraphs are cut that an earlier record holds too, or that stand twice.</summary>
    public bool CutsParagraphs { get; init; }

    /// <summary>The Jaccard similarity, in millionths, from which on texts are near-duplicates; null where that is not
    /// asked.</summary>
    public int? NearDuplicateMicros { get; init; }

    /// <summary>Evaluation items that no text may share a passage with; null for none.</summary>
    public DecontaminationIndex? Evaluation { get; init; }

    /// <summary>Whether a text can hold its record back.</summary>
    public bool HoldsBack =>
        DropsMojibake || Languages.Count > 0 || Quality.Count > 0 || DropsDuplicates || CutsParagraphs
        || Evaluation is not null;
}
