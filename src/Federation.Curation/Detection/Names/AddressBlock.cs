namespace Federation.Curation.Detection.Names;

/// <summary>What follows a street on the same or the next lines: suite, town, state, country and code.</summary>
internal static class AddressBlock
{
    private const int SegmentsMax = 7;
    private const int WordsMax = 6;

    private static readonly System.Buffers.SearchValues<char> NumberMarks =
        System.Buffers.SearchValues.Create("0123456789- ");

    private static readonly HashSet<string> PlaceWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "republic", "democratic", "people's", "islands", "island", "united", "states", "kingdom", "arab", "emirates",
        "new", "saint", "st", "south",
        "north", "west", "east", "san", "santa", "saudi", "arabia", "holy", "city", "central", "british", "french",
        "american", "minor", "outlying",
        "antilles", "street", "road", "avenue", "lane", "park", "lake", "creek", "river", "beach", "port", "fort",
        "mount", "hill", "hills", "heights",
        "valley", "bay", "ville", "nan", "apt", "suite", "unit", "box", "federation", "isle", "coast", "ivory",
        "french", "point", "the",
    };

    private static readonly HashSet<string> Connectors = new(StringComparer.OrdinalIgnoreCase)
        { "of", "and", "de", "la", "le", "les", "el", "del", "di", "da", "do", "dos", "u", "am", "an", "der", "im",
          "bei", "nad", "sur", "the", "en", "van", "i" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PlaceWordLookup =
        PlaceWords.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ConnectorLookup =
        Connectors.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The end of the block that goes on from a place.</summary>
    public static int End(string view, int end, bool isLowerCase)
    {
        for (var segment = 0; segment < SegmentsMax; segment++)
        {
            var from = end;
            while (from < view.Length && from - end < 8 && view[from] is ' ' or ',' or '\n' or '>' or '?' or '\r')
            {
                from++;
            }

            // A single question mark ends a sentence; three of them are quoted mail.
            var gap = view.AsSpan(end, from - end);
            if (gap.IsEmpty || (gap.Contains('?') && !gap.Contains('\n')) || gap.Count('\n') > 2)
            {
                break;
            }

            var to = Segment(view, from, isLowerCase && gap.ContainsAny(',', '\n'), gap is " ");
            if (to == from || (gap.Contains('\n') && IsNumbers(view.AsSpan(from, to - from))))
            {
                break; // Several numbers alone on a line are a phone.
            }

            end = to;
        }

        return end;
    }

    private static bool IsNumbers(ReadOnlySpan<char> segment) =>
        segment.IndexOfAnyExcept(NumberMarks) < 0 && segment.IndexOfAny(' ', '-') > 0;

    /// <summary>The end of the words of a place or a code, or their start.</summary>
    private static int Segment(string view, int from, bool isLowerCase, bool isSameLine)
    {
        var (end, words) = (from, 0);
        for (var i = from; i < view.Length && words < WordsMax; words++)
        {
            var to = i;
            while (to < view.Length
                && (char.IsLetterOrDigit(view[to]) || view[to] is '\'' or '\u2019' or '-' or '/' or '#'
                || (view[to] == '.' && to + 1 < view.Length && to - i < 4 && view[to + 1] is not '\n')))
            {
                to++;
            }

            if (to == i)
            {
                break;
            }

            var word = view.AsSpan(i, to - i);
            var isConnector = ConnectorLookup.Contains(word);
            if (words == 0 && word.Equals("and", StringComparison.OrdinalIgnoreCase))
            {
                break; // Another address begins.
            }

            if (!isConnector && !IsPart(word, isLowerCase, isSameLine && words == 0))
            {
                break;
            }

            end = isConnector ? end : to;
            if (to >= view.Length || view[to] != ' ')
            {
                break;
            }

            i = to + 1;
        }

        return end;
    }

    private static bool IsPart(ReadOnlySpan<char> word, bool isLowerCase, bool isFirstOnLine)
    {
        var plain = word.TrimEnd('.');
        if (plain.IndexOfAnyInRange('0', '9') >= 0)
        {
            return plain.Length <= 8;
        }

        if (PlaceWordLookup.Contains(plain) || Places.IsPlace(plain))
        {
            return !isFirstOnLine || plain is "apt" or "suite" or "unit" or "box"
                || (char.IsUpper(word[0]) && plain is not ("Street" or "St"));
        }

        var isState = plain.Length is 2 or 3 && plain.IndexOfAnyExceptInRange('A', 'Z') < 0;
        return isState || (!EnglishNameTables.IsOrdinary(plain) && (char.IsUpper(word[0]) || (isLowerCase
            && char.IsLetter(word[0]))));
    }
}
