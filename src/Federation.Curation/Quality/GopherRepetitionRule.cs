namespace Federation.Curation.Quality;

/// <summary>Bounds on what a text repeats (Rae et al. 2021, table A1), in millionths; 0 asks for no bound.</summary>
public sealed record GopherRepetitionRule
{
    private const long MicrosPerOne = 1_000_000;

    /// <summary>The published bounds.</summary>
    public static GopherRepetitionRule Published { get; } = new();

    /// <summary>The greatest part of paragraphs that stood before.</summary>
    public int ParagraphMicrosMax { get; init; } = 300_000;

    /// <summary>The greatest part of characters in paragraphs that stood before.</summary>
    public int ParagraphCharacterMicrosMax { get; init; } = 200_000;

    /// <summary>The greatest part of lines that stood before.</summary>
    public int LineMicrosMax { get; init; } = 300_000;

    /// <summary>The greatest part of characters in lines that stood before.</summary>
    public int LineCharacterMicrosMax { get; init; } = 200_000;

    /// <summary>The greatest part of characters in the most frequent n-gram, for n from 2 to 4.</summary>
    public IReadOnlyList<int> TopGramMicrosMax { get; init; } = [200_000, 180_000, 160_000];

    /// <summary>The greatest part of characters in n-grams that stood before, for n from 5 to 10.</summary>
    public IReadOnlyList<int> RepeatedGramMicrosMax { get; init; } =
        [150_000, 140_000, 130_000, 120_000, 110_000, 100_000];

    /// <summary>The first rule that a text breaks, or null.</summary>
    public string? Reason(QualityMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var characters = metrics.Characters;
        return IsOver(metrics.RepeatedParagraphs, metrics.Paragraphs, ParagraphMicrosMax) ? "dup_para_frac"
            : IsOver(metrics.RepeatedParagraphCharacters, characters, ParagraphCharacterMicrosMax)
                ? "dup_para_char_frac"
            : IsOver(metrics.RepeatedLines, metrics.FeedLines, LineMicrosMax) ? "dup_line_frac"
            : IsOver(metrics.RepeatedLineCharacters, characters, LineCharacterMicrosMax) ? "dup_line_char_frac"
            : FirstOver(metrics.TopGramCharacters, characters, TopGramMicrosMax) is >= 0 and var top
                ? $"top_{top + GramMeter.TopMin}_gram"
            : FirstOver(metrics.RepeatedGramCharacters, characters, RepeatedGramMicrosMax) is >= 0 and var repeated
                ? $"duplicated_{repeated + GramMeter.RepeatedMin}_n_grams"
            : null;
    }

    private static int FirstOver(IReadOnlyList<int> parts, long whole, IReadOnlyList<int> micros)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (IsOver(parts[i], whole, micros[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsOver(long part, long whole, int micros) => micros > 0 && part * MicrosPerOne > micros * whole;
}
