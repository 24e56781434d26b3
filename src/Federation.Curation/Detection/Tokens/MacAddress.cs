namespace Federation.Curation.Detection.Tokens;

/// <summary>Hardware addresses: six pairs with colons or dashes, or three fours with dots.</summary>
internal static class MacAddress
{
    private const int Pairs = 6;
    private const int PairedLength = 17;

    /// <summary>Tries a word that begins an address with dashes or dots.</summary>
    public static void FindDashed(string view, int start, List<Hit> hits)
    {
        if ((start > 0 && view[start - 1] == '-') || (start + 2 < view.Length && view[start + 2] == '-'))
        {
            FindPairs(view, start, hits);
        }

        if (start + 4 < view.Length && view[start + 4] == '.')
        {
            TryDotted(view, start, hits);
        }
    }

    private static void FindPairs(string view, int start, List<Hit> hits)
    {
        var from = start;
        while (from >= 3 && start - from < PairedLength && view[from - 1] is '-' && IsPair(view, from - 3))
        {
            from -= 3;
        }

        TryAt(view, from, '-', hits);
    }

    /// <summary>Tries six pairs at a place.</summary>
    public static bool TryAt(string view, int start, char separator, List<Hit> hits)
    {
        var end = start + PairedLength;
        if (end > view.Length || (start > 0 && IsInside(view[start - 1], separator))
            || (end < view.Length && IsInside(view[end], separator)))
        {
            return false;
        }

        for (var pair = 0; pair < Pairs; pair++)
        {
            var at = start + (pair * 3);
            if (!IsPair(view, at) || (pair < Pairs - 1 && view[at + 2] != separator))
            {
                return false;
            }
        }

        if (hits.Count == 0 || hits[^1].Start != start || hits[^1].Type != PiiType.MacAddress)
        {
            hits.Add(new Hit(PiiType.MacAddress, start, PairedLength, "mac", Hit.Likely));
        }

        return true;
    }

    private static void TryDotted(string view, int start, List<Hit> hits)
    {
        const int Length = 14;
        if (start + Length > view.Length || (start > 0 && IsInside(view[start - 1], '.'))
            || (start + Length < view.Length && IsInside(view[start + Length], '.')))
        {
            return;
        }

        var hasLetter = false;
        for (var i = 0; i < Length; i++)
        {
            var character = view[start + i];
            if (i is 4 or 9 ? character != '.' : !char.IsAsciiHexDigit(character))
            {
                return;
            }

            hasLetter |= char.IsAsciiLetter(character);
        }

        if (hasLetter)
        {
            hits.Add(new Hit(PiiType.MacAddress, start, Length, "mac-dotted", Hit.Likely));
        }
    }

    private static bool IsInside(char character, char separator) =>
        char.IsAsciiLetterOrDigit(character) || (character == separator && separator != '.');

    private static bool IsPair(string view, int at) =>
        at >= 0 && at + 1 < view.Length && char.IsAsciiHexDigit(view[at]) && char.IsAsciiHexDigit(view[at + 1]);
}
