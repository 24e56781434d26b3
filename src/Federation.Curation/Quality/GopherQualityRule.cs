namespace Federation.Curation.Quality;

/// <summary>Bounds on the words of a text (Rae et al. 2021, section A1). Ratios are in millionths.</summary>
public sealed record GopherQualityRule
{
    private const long MicrosPerOne = 1_000_000;

    /// <summary>The published bounds, for English.</summary>
    public static GopherQualityRule Published { get; } = new();

    /// <summary>The least number of words.</summary>
    public int WordsMin { get; init; } = 50;

    /// <summary>The greatest number of words.</summary>
    public int WordsMax { get; init; } = 100_000;

    /// <summary>The least mean length of a word, in characters.</summary>
    public int MeanCharactersMin { get; init; } = 3;

    /// <summary>The greatest mean length of a word, in characters.</summary>
    public int MeanCharactersMax { get; init; } = 10;

    /// <summary>The most number signs, and the most ellipses, to a word.</summary>
    public int SymbolMicrosMax { get; init; } = 100_000;

    /// <summary>The greatest part of lines that begin with a bullet.</summary>
    public int BulletMicrosMax { get; init; } = 900_000;

    /// <summary>The greatest part of lines that end in an ellipsis.</summary>
    public int EllipsisMicrosMax { get; init; } = 300_000;

    /// <summary>The least part of words that hold a letter.</summary>
    public int LetterMicrosMin { get; init; } = 800_000;

    /// <summary>How many of its stop words a text has at least.</summary>
    public int StopWordsMin { get; init; } = 2;

    /// <summary>Whether the stop words are the Chinese ones.</summary>
    public bool IsChinese { get; init; }

    /// <summary>The first rule that a text breaks, or null.</summary>
    public string? Reason(QualityMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        long words = metrics.NonSymbolWords;
        return words < WordsMin ? "gopher_short_doc"
            : words > WordsMax ? "gopher_long_doc"
            : metrics.NonSymbolCharacters < words * MeanCharactersMin ? "gopher_below_avg_threshold"
            : metrics.NonSymbolCharacters > words * MeanCharactersMax ? "gopher_above_avg_threshold"
            : IsOver(metrics.Hashes, metrics.Words, SymbolMicrosMax) ? "gopher_too_many_hashes"
            : IsOver(metrics.Ellipses, metrics.Words, SymbolMicrosMax) ? "gopher_too_many_ellipsis"
            : IsOver(metrics.BulletLines, metrics.Lines, BulletMicrosMax) ? "gopher_too_many_bullets"
            : IsOver(metrics.EllipsisLines, metrics.Lines, EllipsisMicrosMax) ? "gopher_too_many_end_ellipsis"
            : metrics.LetterWords * MicrosPerOne < (long)LetterMicrosMin * metrics.Words
                ? "gopher_below_alpha_threshold"
            : StopWordsOf(metrics) < StopWordsMin ? "gopher_enough_stop_words"
            : null;
    }

    private int StopWordsOf(QualityMetrics metrics) => IsChinese ? metrics.ChineseStopWords : metrics.EnglishStopWords;

    private static bool IsOver(long part, long whole, int micros) => part * MicrosPerOne > micros * whole;
}
