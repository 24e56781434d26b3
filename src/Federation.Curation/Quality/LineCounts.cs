namespace Federation.Curation.Quality;

/// <summary>Counts of the lines between line feeds.</summary>
internal struct LineCounts
{
    /// <summary>A line of so many code points is short.</summary>
    public const int ShortCharactersMax = 30;

    /// <summary>Line feeds.</summary>
    public int Feeds;

    /// <summary>Lines, where a run of line feeds counts as one.</summary>
    public int Lines;

    /// <summary>Of those, lines that stood before.</summary>
    public int RepeatedLines;

    /// <summary>Their code points.</summary>
    public int RepeatedCharacters;

    /// <summary>Lines that hold more than white space.</summary>
    public int Filled;

    /// <summary>Of those, lines that end in a mark that ends a sentence.</summary>
    public int Finished;

    /// <summary>Of those, short ones.</summary>
    public int Short;

    /// <summary>Code points of filled lines that stood before.</summary>
    public int RepeatedFilledCharacters;
}
