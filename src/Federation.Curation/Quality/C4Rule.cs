namespace Federation.Curation.Quality;

/// <summary>The bound on what C4 keeps of a text (Raffel et al. 2020).</summary>
public sealed record C4Rule
{
    /// <summary>The published bound.</summary>
    public static C4Rule Published { get; } = new();

    /// <summary>How many sentences the kept lines hold at least.</summary>
    public int SentencesMin { get; init; } = 5;

    /// <summary>The first rule that a text breaks, or null.</summary>
    public string? Reason(QualityMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return metrics.C4Stop switch
        {
            C4Stop.LoremIpsum => "lorem_ipsum",
            C4Stop.CurlyBracket => "curly_bracket",
            _ => metrics.C4Sentences < SentencesMin ? "too_few_sentences" : null,
        };
    }
}
