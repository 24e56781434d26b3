namespace Federation.Curation.Detection.Names;

/// <summary>
/// A given name and a surname without the space between, as Chinese texts often have them: JohnSmith.
/// </summary>
internal static class JoinedName
{
    private const int PartLengthMin = 3;

    /// <summary>Whether a word is a given name with one or two capitalised words joined to it.</summary>
    public static bool Is(ReadOnlySpan<char> word)
    {
        var next = word.Length > 2 * PartLengthMin ? word[1..].IndexOfAnyInRange('A', 'Z') + 1 : 0;
        if (next < PartLengthMin || word.Length - next < PartLengthMin || !char.IsAsciiLetterUpper(word[0]))
        {
            return false;
        }

        var rest = word[(next + 1)..];
        var facts = LatinWordTable.Of(word[..next]);
        return (facts & WordFacts.Given) != 0
            && (facts & (WordFacts.AlsoWord | WordFacts.Ordinary | WordFacts.Place)) == 0
            && char.IsAsciiLetterLower(rest[0]) && Capitals(rest) <= 1
            && !EnglishNameTables.IsOrdinary(word[next..]);
    }

    private static int Capitals(ReadOnlySpan<char> part)
    {
        var count = 0;
        foreach (var character in part)
        {
            count += char.IsAsciiLetterUpper(character) ? 1 : 0;
        }

        return count;
    }
}
