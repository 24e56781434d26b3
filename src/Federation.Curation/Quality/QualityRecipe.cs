namespace Federation.Curation.Quality;

/// <summary>
/// The thresholds of every quality filter: a value, so that a recipe can hold others than the published ones.
/// </summary>
public sealed record QualityRecipe
{
    /// <summary>All filters as they were published.</summary>
    public static QualityRecipe Published { get; } = new();

    /// <summary>Gopher's bounds on words, for English.</summary>
    public GopherQualityRule GopherQuality { get; init; } = GopherQualityRule.Published;

    /// <summary>Gopher's bounds on repetition.</summary>
    public GopherRepetitionRule GopherRepetition { get; init; } = GopherRepetitionRule.Published;

    /// <summary>C4's bound on sentences.</summary>
    public C4Rule C4 { get; init; } = C4Rule.Published;

    /// <summary>FineWeb's bounds on lines.</summary>
    public FineWebRule FineWeb { get; init; } = FineWebRule.Published;

    /// <summary>FineWeb-2's bounds on repetition, for Chinese.</summary>
    public GopherRepetitionRule ChineseRepetition { get; init; } = new()
    {
        ParagraphMicrosMax = 0,
        ParagraphCharacterMicrosMax = 0,
        LineMicrosMax = 287_000,
        LineCharacterMicrosMax = 0,
        TopGramMicrosMax = [256_000, 201_000, 171_000],
        RepeatedGramMicrosMax = [198_000, 182_000, 167_000, 154_000, 140_000, 127_000],
    };

    /// <summary>FineWeb-2's bounds on lines, for Chinese.</summary>
    public FineWebRule ChineseLines { get; init; } = new()
    {
        FinishedMicrosMin = 106_000,
        ShortMicrosMax = 999_000_000,
        RepeatedMicrosMax = 100_000,
        FeedMicrosMax = 178_000,
    };

    /// <summary>FineWeb-2's bounds on words, for Chinese.</summary>
    public GopherQualityRule ChineseWords { get; init; } = new()
    {
        MeanCharactersMin = 1,
        MeanCharactersMax = 5,
        LetterMicrosMin = 735_000,
        IsChinese = true,
    };
}
