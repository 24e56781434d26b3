using System.Text.RegularExpressions;

namespace Federation.Curation.Detection.Names;

/// <summary>
/// Postal addresses in alphabetic scripts: a number and a kind of street in many languages, boxes, suites and military
/// post; the town, state and code that follow on the same or the next lines; and bare postal codes that are called so.
/// </summary>
internal static partial class EnglishAddress
{
    /// <summary>No street is longer than this, so none reaches beyond a window around its number.</summary>
    private const int StreetLengthMax = 300;

    private const int CodeDigits = 5;
    private const string CornerOf = "corner of";

    private static readonly ContextWords CodeWords = ["zip", "postal", "postcode"];

    public static void Find(string view, List<Hit> hits) =>
        Find(view, hits, Windows(view), isPlain: false);

    /// <summary>The same without windows and looks for characters: what tests hold it against.</summary>
    internal static void FindPlainly(string view, List<Hit> hits) =>
        Find(view, hits, [(0, view.Length)], isPlain: true);

    private static void Find(
        string view, List<Hit> hits, IEnumerable<(int Start, int End)> windows, bool isPlain)
    {
        if (view.AsSpan().IndexOfAnyInRange('0', '9') < 0)
        {
            return;
        }

        var isLowerCase = !view.AsSpan().ContainsAnyInRange('A', 'Z');
        var blocks = new AddressBlocks(view);
        var done = 0;
        foreach (var (from, to) in windows)
        {
            if (!HoldsLetter(view.AsSpan(from, to - from)))
            {
                continue;
            }

            if (isPlain || StreetWords.MayBeIn(view.AsSpan(from, to - from)))
            {
                done = AddStreets(blocks, view, from, to, done, isLowerCase);
            }

            if (isPlain || PartWords.MayBeIn(view.AsSpan(from, to - from)))
            {
                AddParts(blocks, view, from, to, isLowerCase);
            }

            if (HoldsCode(view.AsSpan(from, to - from)))
            {
                AddCodes(blocks, view, from, to);
            }
        }

        BareStreet.Find(view, isLowerCase, (start, end) => Add(blocks, view, start, end, 0, isLowerCase));
        blocks.AddTo(hits);
    }

    private static int AddStreets(AddressBlocks blocks, string view, int from, int to, int done, bool isLowerCase)
    {
        foreach (var match in Street().EnumerateMatches(view.AsSpan(from, to - from)))
        {
            done = Add(blocks, view, from + match.Index, from + match.Index + match.Length, done, isLowerCase);
        }

        return done;
    }

    private static void AddParts(AddressBlocks blocks, string view, int from, int to, bool isLowerCase)
    {
        foreach (var match in Parts().EnumerateMatches(view.AsSpan(from, to - from)))
        {
            Add(blocks, view, from + match.Index, from + match.Index + match.Length, 0, isLowerCase);
        }
    }

    private static void AddCodes(AddressBlocks blocks, string view, int from, int to)
    {
        foreach (var match in PostalCode().EnumerateMatches(view.AsSpan(from, to - from)))
        {
            AddCode(blocks, view, from + match.Index, match.Length);
        }
    }

    /// <summary>
    /// Whether as many digits and no more stand in a row as a postal code has; of so many places one is looked at.
    /// </summary>
    private static bool HoldsCode(ReadOnlySpan<char> part)
    {
        for (var at = CodeDigits - 1; at < part.Length; at += CodeDigits)
        {
            var first = at;
            while (first >= 0 && at - first < CodeDigits && char.IsAsciiDigit(part[first]))
            {
                first--;
            }

            var last = at;
            while (first < at && last - first <= CodeDigits && last + 1 < part.Length
                && char.IsAsciiDigit(part[last + 1]))
            {
                last++;
            }

            if (last - first == CodeDigits && (first < 0 || !char.IsAsciiDigit(part[first])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The parts of a view in which a street can stand: around digits, and around corners of streets. Everything that
    /// is looked for lies wholly in one of them.
    /// </summary>
    private static IEnumerable<(int Start, int End)> Windows(string view)
    {
        var (start, end) = (-1, -1);
        var (digit, corner) = (NextDigit(view, 0), NextCorner(view, 0));
        while (digit < view.Length || corner < view.Length)
        {
            var mark = Math.Min(digit, corner);
            var from = Math.Max(0, mark - StreetLengthMax);
            if (digit == mark)
            {
                mark = LastDigit(view, mark); // Those between are in the same window.
                digit = NextDigit(view, mark + 1);
            }

            corner = corner <= mark ? NextCorner(view, mark + 1) : corner;
            if (start >= 0 && from > end)
            {
                yield return (start, end);
                start = -1;
            }

            start = start < 0 ? from : start;
            end = Math.Min(view.Length, mark + StreetLengthMax);
        }

        if (start >= 0)
        {
            yield return (start, end);
        }
    }

    /// <summary>Whether a letter of ASCII is there: every kind of street, box and town has one.</summary>
    private static bool HoldsLetter(ReadOnlySpan<char> part) =>
        part.ContainsAnyInRange('a', 'z') || part.ContainsAnyInRange('A', 'Z');

    private static int NextDigit(string view, int from) =>
        view.AsSpan(from).IndexOfAnyInRange('0', '9') is >= 0 and var offset ? from + offset : view.Length;

    private static int LastDigit(string view, int from) =>
        from + view.AsSpan(from, Math.Min(StreetLengthMax, view.Length - from)).LastIndexOfAnyInRange('0', '9');

    private static int NextCorner(string view, int from) =>
        view.AsSpan(from).IndexOf(CornerOf, StringComparison.OrdinalIgnoreCase) is >= 0 and var offset
            ? from + offset : view.Length;

    /// <summary>Takes a street with a house number before it, and what follows of town, state and code.</summary>
    private static int Add(AddressBlocks blocks, string view, int start, int end, int floor, bool isLowerCase)
    {
        if (start < floor)
        {
            return floor;
        }

        while (start > 0 && view[start - 1] == ' ' && start > 1 && char.IsAsciiDigit(view[start - 2]))
        {
            var digits = start - 1;
            while (digits > 0 && char.IsAsciiDigit(view[digits - 1]) && start - digits < 6)
            {
                digits--;
            }

            if (digits > 0 && char.IsAsciiLetterOrDigit(view[digits - 1]))
            {
                break;
            }

            start = digits;
        }

        end = AddressBlock.End(view, end, isLowerCase);
        blocks.Add(start, end);
        return end;
    }

    /// <summary>A code of five digits behind a place or a state, or that is called a code.</summary>
    private static void AddCode(AddressBlocks blocks, string view, int start, int length)
    {
        var isCalled = Context.IsBefore(view, start, 14, CodeWords);
        var word = start - 1;
        while (word > 0 && start - word < 16 && char.IsLetter(view[word - 1]))
        {
            word--;
        }

        var before = word >= 0 && start > 0 && view[start - 1] == ' ' ? view.AsSpan(word, start - 1 - word) : default;
        var end = start + length;
        var isAtEnd = end == view.Length || view[end] is '\n' or '\r' or ',' or '.' or '?';
        var isState = before.Length == 2 && char.IsUpper(before[0]) && char.IsUpper(before[1]);
        if (isCalled || (isAtEnd && (isState || before is "nan" || Places.IsPlace(before))))
        {
            blocks.AddCode(isState ? word : start, end);
        }
    }

    private const string Kinds =
        "street|st|str|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|terrace|square|"
        + "crescent|close|circle|highway|hwy|parkway|pkwy|trail|loop|row|mews|alley|plaza|quay|walk|grove|gardens|"
        + "heights|ridge|pike|turnpike|path|creek|hill";

    private const string Before =
        "rue|rua|r|calle|c/|via|viale|corso|piazza|avenida|avda|avenue|ctra|carretera|camiño|camino|carrer|ul|ulica|"
        + "praça|praca|travessa|estrada|vila|largo|chemin|quai|place|boulevard|impasse|passage|paseo|plaza|colonia|"
        + "ronda|strada|bulevardul|sokak|cesta|trg|nám|náměstí";

    private const string Endings =
        "straße|strasse|str|gasse|weg|platz|allee|vägen|gatan|väg|gata|vej|gade|veien|vegen|gate|katu|tie|kuja|laan|"
        + "straat|plein|dijk|utca|utja|tér|krt|u|plaats|singel|kade|gracht|stien|stræti|braut|holti|hlíð";

    /// <summary>Every street has one of them.</summary>
    private static readonly ContextWords StreetWords =
        ContextWords.Of([.. Kinds.Split('|'), .. Before.Split('|'), .. Endings.Split('|')]);

    /// <summary>Every other part of an address has all characters of one of them.</summary>
    private static readonly ContextWords PartWords =
        ["po box", "psc box", "unit", "apo", "fpo", "dpo", "apt", "suite", "ste", "apartment", "flat"];

    [GeneratedRegex(
        @"\b(?:the )?corner of (?:[\p{L}0-9.'’-]{1,24} ){1,6}?and (?:[\p{L}0-9.'’-]{1,24} ){0,3}?(?:"
        + Kinds + @")\b(?: [0-9]{1,5}\b)?"
        + @"|\b[0-9]{1,5}[A-Za-z]?,? (?:[\p{L}0-9.'’-]{1,24} ){1,4}?(?:" + Kinds + @")\b\.?(?: [0-9]{1,5}\b)?"
        + @"|\b(?:" + Before + @")\.? (?:[\p{L}.'’,-]{1,24} ){1,5}[0-9]{1,5}\b"
        + @"|\b[0-9]{1,4} (?:rue|rua|via|avenue|boulevard|calle) (?:[\p{L}.'’-]{1,24} ?){1,4}"
        + @"|\b[\p{L}.'’-]{2,30}(?:" + Endings + @")\.? [0-9]{1,5}\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Street();

    [GeneratedRegex(
        @"\bP\.? ?O\.? ?Box [0-9]{1,6}\b|\bPSC [0-9]{1,5},? Box [0-9]{1,5}\b|\bUnit [0-9]{1,5},? Box [0-9]{1,5}\b"
        + @"|\b(?:APO|FPO|DPO) A[AEP] [0-9]{5}\b"
        + @"|\bUS(?:NS|NV|S|CGC) \p{L}[\p{L}'’-]{1,30}\s{1,8}(?:FPO|APO) A[AEP] [0-9]{5}\b"
        + @"|\b(?:Apt|Suite|Ste|Apartment|Flat|Unit)\.? #?[0-9]{1,5}[A-Za-z]?\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\b[0-9]{5}(?:-[0-9]{4})?\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex PostalCode();
}
