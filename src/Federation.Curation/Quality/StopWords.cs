using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Federation.Curation.Quality;

/// <summary>The words that any sound text of a language has some of.</summary>
public static class StopWords
{
    private const string ChineseWords = "的年在月是和日了於·為有被人中为他與後也而由";

    /// <summary>The eight English words of Gopher.</summary>
    public static IReadOnlyList<string> English { get; } = ["the", "be", "to", "of", "and", "that", "have", "with"];

    /// <summary>The 22 Chinese words of FineWeb-2.</summary>
    public static IReadOnlyList<string> Chinese { get; } = [.. ChineseWords.Select(word => word.ToString())];

    private static readonly Vector512<ulong> EnglishNumbers = Vector512.Create<ulong>(
        [.. English.Select(word => word.Reverse().Aggregate(0UL, (number, letter) => (number << 16) | letter))]);

    /// <summary>One bit for the place of a word in <see cref="English"/>, or none.</summary>
    /// <param name="word">Up to four characters of 16 bits, the first one lowest, zero behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint EnglishBits(ulong word) =>
        (uint)Vector512.Equals(Vector512.Create(word), EnglishNumbers).ExtractMostSignificantBits();

    /// <summary>Where a character stands in <see cref="Chinese"/>, or -1.</summary>
    internal static int ChinesePlace(int codePoint) =>
        codePoint <= char.MaxValue ? ChineseWords.IndexOf((char)codePoint, StringComparison.Ordinal) : -1;
}
