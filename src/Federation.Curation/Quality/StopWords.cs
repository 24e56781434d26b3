namespace Federation.Curation.Quality;

/// <summary>The words that any sound text of a language has some of.</summary>
public static class StopWords
{
    private const string ChineseWords = "的年在月是和日了於·為有被人中为他與後也而由";

    /// <summary>The eight English words of Gopher.</summary>
    public static IReadOnlyList<string> English { get; } = ["the", "be", "to", "of", "and", "that", "have", "with"];

    /// <summary>The 22 Chinese words of FineWeb-2.</summary>
    public static IReadOnlyList<string> Chinese { get; } = [.. ChineseWords.Select(word => word.ToString())];

    /// <summary>Where a word stands in <see cref="English"/>, or -1.</summary>
    internal static int EnglishPlace(ReadOnlySpan<char> word) => word switch
    {
        "the" => 0,
        "be" => 1,
        "to" => 2,
        "of" => 3,
        "and" => 4,
        "that" => 5,
        "have" => 6,
        "with" => 7,
        _ => -1,
    };

    /// <summary>Where a character stands in <see cref="Chinese"/>, or -1.</summary>
    internal static int ChinesePlace(int codePoint) =>
        codePoint <= char.MaxValue ? ChineseWords.IndexOf((char)codePoint, StringComparison.Ordinal) : -1;
}
