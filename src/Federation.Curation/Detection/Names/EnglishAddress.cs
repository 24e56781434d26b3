using System.Text.RegularExpressions;

namespace Federation.Curation.Detection.Names;

/// <summary>
/// Postal addresses in alphabetic scripts: a number and a kind of street in many languages, boxes, suites and military
/// post; the town, state and code that follow on the same or the next lines; and bare postal codes that are called so.
/// </summary>
internal static partial class EnglishAddress
{
    public static void Find(string view, List<Hit> hits)
    {
        if (view.AsSpan().IndexOfAnyInRange('0', '9') < 0)
        {
            return;
        }

        var isLowerCase = !view.AsSpan().ContainsAnyInRange('A', 'Z');
        var done = 0;
        foreach (var match in Street().EnumerateMatches(view))
        {
            done = Add(view, match.Index, match.Index + match.Length, done, isLowerCase, hits);
        }

        BareStreet.Find(view, isLowerCase, (start, end) => Add(view, start, end, 0, isLowerCase, hits));
        foreach (var match in Parts().EnumerateMatches(view))
        {
            Add(view, match.Index, match.Index + match.Length, 0, isLowerCase, hits);
        }

        foreach (var match in PostalCode().EnumerateMatches(view))
        {
            AddCode(view, match.Index, match.Length, hits);
        }
    }

    /// <summary>Takes a street with a house number before it, and what follows of town, state and code.</summary>
    private static int Add(string view, int start, int end, int floor, bool isLowerCase, List<Hit> hits)
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
        hits.Add(new Hit(PiiType.Address, start, end - start, "address-latin", 85));
        return end;
    }

    /// <summary>A code of five digits behind a place or a state, or that is called a code.</summary>
    private static void AddCode(string view, int start, int length, List<Hit> hits)
    {
        var isCalled = Context.IsBefore(view, start, 14, ["zip", "postal", "postcode"]);
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
            var from = isState ? word : start;
            hits.Add(new Hit(PiiType.Address, from, end - from, "postal-code", 80));
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
        + @"|\bUS(?:NS|NV|S|CGC) \p{L}[\p{L}'’-]{1,30}\s+(?:FPO|APO) A[AEP] [0-9]{5}\b"
        + @"|\b(?:Apt|Suite|Ste|Apartment|Flat|Unit)\.? #?[0-9]{1,5}[A-Za-z]?\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\b[0-9]{5}(?:-[0-9]{4})?\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex PostalCode();
}
