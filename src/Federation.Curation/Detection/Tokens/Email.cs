namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// E-mail addresses: found at the sign, also with spaces around it, or with (at) and (dot) for the signs.
/// </summary>
internal static class Email
{
    private const int LocalLengthMax = 64;
    private const int DomainLengthMax = 255;
    /// <summary>Reserved by RFC 2606: no such address exists.</summary>
    private const string Invalid = ".invalid";

    private const string LocalMarks = "._%+'-";

    /// <summary>Looks at what surrounds an @.</summary>
    public static void FindAt(string view, int at, List<Hit> hits) => FindAround(view, at, at + 1, hits);

    /// <summary>Looks at what surrounds a sign spelled in brackets, such as (at).</summary>
    public static void FindSpelled(string view, int open, List<Hit> hits) => FindAround(view, open, open + 4, hits);

    private static void FindAround(string view, int signStart, int signEnd, List<Hit> hits)
    {
        var localEnd = signStart;
        while (localEnd > 0 && signStart - localEnd < 2 && view[localEnd - 1] == ' ')
        {
            localEnd--;
        }

        var start = localEnd;
        while (start > 0 && localEnd - start < LocalLengthMax && IsLocal(view[start - 1]))
        {
            start--;
        }

        while (start < localEnd && view[start] is '.' or '\'' or '-')
        {
            start++;
        }

        var domainStart = signEnd;
        while (domainStart < view.Length && domainStart - signEnd < 2 && view[domainStart] == ' ')
        {
            domainStart++;
        }

        var end = start < localEnd ? DomainEnd(view, domainStart) : domainStart;
        if (end > domainStart
            && !view.AsSpan(domainStart, end - domainStart).EndsWith(Invalid, StringComparison.OrdinalIgnoreCase))
        {
            hits.Add(new Hit(PiiType.Email, start, end - start, "email", Hit.Certain));
        }
    }

    /// <summary>The end of a domain with at least one dot, or its start.</summary>
    private static int DomainEnd(string view, int start)
    {
        var (i, end, labelStart, dots) = (start, start, start, 0);
        while (i < view.Length && i - start < DomainLengthMax)
        {
            if (char.IsAsciiLetterOrDigit(view[i]) || (view[i] == '-' && i > labelStart))
            {
                i++;
                end = dots > 0 ? i : end;
                continue;
            }

            var next = DotEnd(view, i);
            if (next == i || i == labelStart || next >= view.Length || !char.IsAsciiLetterOrDigit(view[next]))
            {
                break;
            }

            (i, labelStart, dots) = (next, next, dots + 1);
        }

        return end > start ? end : IsIdeographicDomain(view, start);
    }

    /// <summary>A domain of other scripts: letters, a dot, letters.</summary>
    private static int IsIdeographicDomain(string view, int start)
    {
        var (i, dot) = (start, -1);
        while (i < view.Length && i - start < LocalLengthMax
            && (char.IsLetterOrDigit(view[i]) || view[i] is '.' or '-'))
        {
            dot = view[i] == '.' && i + 1 < view.Length && char.IsAsciiLetter(view[i + 1]) ? i : dot;
            i++;
        }

        if (dot <= start)
        {
            return start;
        }

        var end = dot + 1;
        while (end < view.Length && char.IsAsciiLetter(view[end]))
        {
            end++;
        }

        return end;
    }

    private static int DotEnd(string view, int at)
    {
        if (view[at] is '.' or '\u3002')
        {
            return at + 1;
        }

        var i = view[at] == ' ' ? at + 1 : at;
        if (i < view.Length && view[i] is '(' or '[' or '{')
        {
            var close = view.AsSpan(i, Math.Min(5, view.Length - i)).IndexOfAny(")]}");
            var inner = close > 0 ? view.AsSpan(i + 1, close - 1) : default;
            if (inner.Equals("dot", StringComparison.OrdinalIgnoreCase) || inner is ".")
            {
                var end = i + close + 1;
                return end < view.Length && view[end] == ' ' ? end + 1 : end;
            }
        }

        return at;
    }

    private static bool IsLocal(char character) =>
        char.IsAsciiLetterOrDigit(character) || LocalMarks.Contains(character);
}
