namespace Federation.Curation.Quality;

/// <summary>Counts of paragraphs.</summary>
internal struct ParagraphCounts
{
    /// <summary>Paragraphs.</summary>
    public int Paragraphs;

    /// <summary>Paragraphs that stood before.</summary>
    public int Repeated;

    /// <summary>Their code points.</summary>
    public int RepeatedCharacters;
}
