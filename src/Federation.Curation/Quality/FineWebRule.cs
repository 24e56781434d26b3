namespace Federation.Curation.Quality;

/// <summary>Bounds on the lines of a text (Penedo et al. 2024). Ratios are in millionths.</summary>
public sealed record FineWebRule
{
    private const long MicrosPerOne = 1_000_000;

    /// <summary>The published bounds.</summary>
    public static FineWebRule Published { get; } = new();

    /// <summary>The least part of lines that end in a mark that ends a sentence.</summary>
    public int FinishedMicrosMin { get; init; } = 120_000;

    /// <summary>The greatest part of lines of at most 30 characters.</summary>
    public int ShortMicrosMax { get; init; } = 670_000;

    /// <summary>The greatest part of characters in lines that stood before.</summary>
    public int RepeatedMicrosMax { get; init; } = 10_000;

    /// <summary>The most line feeds to a word.</summary>
    public int FeedMicrosMax { get; init; } = 300_000;

    /// <summary>The first rule that a text breaks, or null.</summary>
    public string? Reason(QualityMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        long lines = metrics.FilledLines;
        return lines == 0 ? "empty"
            : metrics.FinishedLines * MicrosPerOne < FinishedMicrosMin * lines ? "line_punct_ratio"
            : metrics.ShortLines * MicrosPerOne > ShortMicrosMax * lines ? "short_line_ratio"
            : IsOver(metrics.RepeatedFilledCharacters, metrics.Characters - metrics.LineFeeds, RepeatedMicrosMax)
                ? "char_dup_ratio"
            : IsOver(metrics.LineFeeds, metrics.Words, FeedMicrosMax) ? "list_ratio"
            : null;
    }

    private static bool IsOver(long part, long whole, int micros) => part * MicrosPerOne > micros * whole;
}
