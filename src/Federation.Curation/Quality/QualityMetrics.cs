namespace Federation.Curation.Quality;

/// <summary>
/// Everything that the published quality filters weigh in a text, as whole numbers: what the curation index keeps,
/// whatever the thresholds are. Characters are Unicode code points, words are those of the filters' tokeniser.
/// </summary>
public sealed record QualityMetrics
{
    /// <summary>Characters of the text.</summary>
    public required int Characters { get; init; }

    /// <summary>Words, of which one symbol is one.</summary>
    public required int Words { get; init; }

    /// <summary>Words that are more than punctuation.</summary>
    public required int NonSymbolWords { get; init; }

    /// <summary>Characters of those words.</summary>
    public required int NonSymbolCharacters { get; init; }

    /// <summary>Words that hold a letter.</summary>
    public required int LetterWords { get; init; }

    /// <summary>How many of the English stop words occur.</summary>
    public required int EnglishStopWords { get; init; }

    /// <summary>How many of the Chinese stop words occur.</summary>
    public required int ChineseStopWords { get; init; }

    /// <summary>Number signs.</summary>
    public required int Hashes { get; init; }

    /// <summary>Ellipses, as one character or three stops.</summary>
    public required int Ellipses { get; init; }

    /// <summary>Lines, whatever ends them.</summary>
    public required int Lines { get; init; }

    /// <summary>Of those, lines that begin with a bullet.</summary>
    public required int BulletLines { get; init; }

    /// <summary>Of those, lines that end in an ellipsis.</summary>
    public required int EllipsisLines { get; init; }

    /// <summary>Paragraphs, which empty lines part.</summary>
    public required int Paragraphs { get; init; }

    /// <summary>Paragraphs that stood before.</summary>
    public required int RepeatedParagraphs { get; init; }

    /// <summary>Characters of paragraphs that stood before.</summary>
    public required int RepeatedParagraphCharacters { get; init; }

    /// <summary>Lines between runs of line feeds.</summary>
    public required int FeedLines { get; init; }

    /// <summary>Of those, lines that stood before.</summary>
    public required int RepeatedLines { get; init; }

    /// <summary>Characters of lines that stood before.</summary>
    public required int RepeatedLineCharacters { get; init; }

    /// <summary>Length times count of the most frequent n-gram of words, for n from 2 to 4.</summary>
    public required IReadOnlyList<int> TopGramCharacters { get; init; }

    /// <summary>Characters of n-grams of words that stood before, for n from 5 to 10.</summary>
    public required IReadOnlyList<int> RepeatedGramCharacters { get; init; }

    /// <summary>Line feeds.</summary>
    public required int LineFeeds { get; init; }

    /// <summary>Lines between line feeds that hold more than white space.</summary>
    public required int FilledLines { get; init; }

    /// <summary>Of those, lines that end in a mark that ends a sentence.</summary>
    public required int FinishedLines { get; init; }

    /// <summary>Of those, lines of at most 30 characters.</summary>
    public required int ShortLines { get; init; }

    /// <summary>Characters of filled lines that stood before.</summary>
    public required int RepeatedFilledCharacters { get; init; }

    /// <summary>Why C4 gives the text up, if it does.</summary>
    public required C4Stop C4Stop { get; init; }

    /// <summary>Sentences in the lines that C4 keeps, up to where it gives up.</summary>
    public required int C4Sentences { get; init; }
}
