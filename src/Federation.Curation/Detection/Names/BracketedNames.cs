namespace Federation.Curation.Detection.Names;

/// <summary>How a name is spelled in Latin letters, in brackets behind it: 史蒂夫·乔布斯(Steve Jobs).</summary>
internal static class BracketedNames
{
    private const int LengthMin = 3;
    private const int LengthMax = 40;
    private const int AbbreviationLengthMax = 5;

    /// <summary>Adds those behind the names that were found.</summary>
    public static void Find(string view, List<Hit> hits)
    {
        for (int i = 0, count = hits.Count; i < count; i++)
        {
            var open = hits[i].End;
            if (hits[i].Type != PiiType.Person || open >= view.Length || view[open] is not ('(' or '['))
            {
                continue;
            }

            var inner = view.AsSpan(open + 1, Math.Min(LengthMax, view.Length - open - 1));
            var length = inner.IndexOfAny(')', ']', ',');
            if (length >= LengthMin && IsName(inner[..length]))
            {
                hits.Add(new Hit(PiiType.Person, open + 1, length, "name-spelled", 75));
            }
        }
    }

    /// <summary>Whether it is letters and what joins parts of names, and no abbreviation such as NBA.</summary>
    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetter(character) && character is not (' ' or '.' or '-' or '\'' or '\u00B7')
                && character is not (>= '\u00C0' and <= '\u024F'))
            {
                return false;
            }
        }

        return text[0] is not (' ' or '.' or '-')
            && (text.Length > AbbreviationLengthMax || text.ContainsAnyInRange('a', 'z'));
    }
}
