namespace Federation.Curation.Detection.Names;

/// <summary>All tables of words in Latin script in one, so that a word is looked up once.</summary>
internal static class LatinWordTable
{
    private const int FoldedLengthMax = 24;

    private static readonly Dictionary<string, WordFacts> Table = Make();
    private static readonly Dictionary<string, WordFacts>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Table.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The facts of words of one letter, which texts made to be slow are full of.</summary>
    private static readonly WordFacts[] OfLetter = [.. Enumerable.Range(0, 128).Select(i => Find([(char)i]))];

    /// <summary>What the tables know of a word, in any case; a given name also without its accents.</summary>
    public static WordFacts Of(ReadOnlySpan<char> word) =>
        word.Length == 1 && word[0] < OfLetter.Length ? OfLetter[word[0]] : Find(word);

    private static WordFacts Find(ReadOnlySpan<char> word)
    {
        var facts = Lookup.TryGetValue(word, out var known) ? known : WordFacts.None;
        if ((facts & WordFacts.Given) == 0 && !System.Text.Ascii.IsValid(word) && word.Length <= FoldedLengthMax)
        {
            Span<char> plain = stackalloc char[FoldedLengthMax];
            var isGiven = Latin.TryFold(word, plain)
                && Lookup.TryGetValue(plain[..word.Length], out var folded) && (folded & WordFacts.Given) != 0;
            facts |= isGiven ? WordFacts.Given : WordFacts.None;
        }

        return facts | WordFacts.Known;
    }

    private static Dictionary<string, WordFacts> Make()
    {
        var table = new Dictionary<string, WordFacts>(StringComparer.OrdinalIgnoreCase);
        foreach (var (words, fact) in EnglishNameTables.Lists.Concat(NameNeighbours.Lists))
        {
            foreach (var word in words)
            {
                table[word] = table.GetValueOrDefault(word) | fact;
            }
        }

        return table;
    }
}
