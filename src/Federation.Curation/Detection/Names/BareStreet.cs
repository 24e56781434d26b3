namespace Federation.Curation.Detection.Names;

/// <summary>
/// A street that says nothing of its kind, such as Maneeži 37: words and a number, behind another number, beside a word
/// that says address, or before a suite.
/// </summary>
internal static class BareStreet
{
    private const int WordsMax = 6;
    private const int NumberDigitsMax = 4;

    private static readonly ContextWords Before =
    [
        "address", "lives at", "located", "office is at", "sent to", "new one to", "meet at", "me at", "taxi to",
        "return to", "deliver", "billing",
        "ship to", "shipping", "moved", "reside", "residing", "enter on", "letter arrived", "it's in", "refers to",
        "at ",
    ];

    private static readonly ContextWords After = ["suite", "apt", "st.", "street"];

    private static readonly HashSet<string> Joints = new(StringComparer.OrdinalIgnoreCase)
    {
        "de", "da", "do", "di", "del", "della", "la", "le", "les", "el", "van", "von", "der", "den", "u", "ul",
        "utca", "ulica", "rue", "rua", "via", "r",
        "tér", "út", "des", "du", "dos", "degli", "d'", "am", "zum", "zur", "st", "c", "n", "s", "e", "w", "t", "nám",
        "ulice", "ter", "ten", "und", "i",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> JointLookup =
        Joints.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Finds streets and hands each over.</summary>
    public static void Find(string view, bool isLowerCase, Action<int, int> add)
    {
        for (var i = 0; i < view.Length; i++)
        {
            var offset = view.AsSpan(i).IndexOfAnyInRange('0', '9');
            if (offset < 0)
            {
                return;
            }

            var start = i + offset;
            i = start;
            while (i < view.Length && char.IsAsciiDigit(view[i]))
            {
                i++;
            }

            if (i - start <= NumberDigitsMax && start > 1 && view[start - 1] == ' '
                && (i == view.Length || IsEnd(view, i)))
            {
                TryAt(view, start, i, isLowerCase, add);
            }
        }
    }

    private static void TryAt(string view, int number, int end, bool isLowerCase, Action<int, int> add)
    {
        var (start, names) = (number, 0);
        for (var words = 0; words < WordsMax && start > 1 && view[start - 1] == ' '; words++)
        {
            var word = start - 1;
            while (word > 0 && start - word < 32
                && (char.IsLetter(view[word - 1]) || view[word - 1] is '.' or '\'' or '-' or '\u2019' or '/'))
            {
                word--;
            }

            var text = view.AsSpan(word, start - 1 - word);
            if (text.IsEmpty || (word > 0 && view[word - 1] is not (' ' or '\n' or '>')))
            {
                break;
            }

            var plain = text.TrimEnd("./");
            var isJoint = JointLookup.Contains(plain);
            var isName = !EnglishNameTables.IsOrdinary(plain) && !Places.IsPlace(plain)
                && (char.IsUpper(text[0]) || (isLowerCase && char.IsLetter(text[0])));
            if (!isJoint && !isName)
            {
                break;
            }

            names += isName ? 1 : 0;
            start = word;
        }

        if (names == 0)
        {
            return;
        }

        var house = House(view, start);
        var isNamed = Context.IsBefore(view, house, 26, Before) || Context.IsAfter(view, end, 12, After);
        var isBetween = house < start && (end == view.Length || view[end] is ',' or '\n' or '.' or ' ');
        if (isNamed || isBetween)
        {
            add(house, end);
        }
    }

    /// <summary>Where the number of a house before a street begins, or the street.</summary>
    private static int House(string view, int start)
    {
        var digits = start - 1;
        while (digits > 0 && start - digits < 6 && char.IsAsciiDigit(view[digits - 1]))
        {
            digits--;
        }

        var hasDigits = start > 1 && view[start - 1] == ' ' && digits < start - 1;
        return hasDigits && (digits == 0 || !char.IsAsciiLetterOrDigit(view[digits - 1])) ? digits : start;
    }

    private static bool IsEnd(string view, int at) =>
        view[at] is ' ' or ',' or '\n' or '\r' or '?' or ';' || (view[at] == '.'
            && (at + 1 == view.Length || !char.IsAsciiDigit(view[at + 1])));
}
