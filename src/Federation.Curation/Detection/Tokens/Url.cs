namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// Credentials in addresses: <c>user:password@host</c>, and tokens, keys and passwords in query or fragment.
/// </summary>
internal static class Url
{
    private const int SchemeLengthMax = 12;
    private const string Mark = "://";
    private const int LengthMax = 8_192;

    private static readonly string[] TokenNames =
    [
        "token", "secret", "password", "passwd", "pwd", "signature", "sig", "session", "sessionid", "sid", "auth",
        "key",
        "apikey", "ticket", "credential", "jwt", "code", "sign", "accesskeyid",
    ];

    /// <summary>Looks at the address around <c>://</c>.</summary>
    /// <returns>Where to look on.</returns>
    public static int FindAt(string view, int mark, List<Hit> hits)
    {
        var start = mark;
        while (start > 0 && mark - start < SchemeLengthMax
            && (char.IsAsciiLetterOrDigit(view[start - 1]) || view[start - 1] is '+'))
        {
            start--;
        }

        var end = mark + 3;
        while (end < view.Length && end - mark < LengthMax && IsPart(view[end])
            && !(view[end] == ':' && view.AsSpan(end).StartsWith(Mark, StringComparison.Ordinal)))
        {
            end++; // Up to the next mark: an address within an address is one of its own.
        }

        while (end > mark + 3 && view[end - 1] is '.' or ',' or ')' or ';' or ':' or '!' or '?' or ']' or '\'')
        {
            end--;
        }

        var body = view.AsSpan(mark + 3, end - mark - 3);
        var authority = body[..(body.IndexOfAny('/', '?', '#') is var slash and >= 0 ? slash : body.Length)];
        var at = authority.LastIndexOf('@');
        if (at > 0 && authority[..at].Contains(':'))
        {
            hits.Add(new Hit(PiiType.UrlToken, start, mark + 3 + authority.Length - start, "url-user", Hit.Certain));
        }

        if (HoldsToken(body))
        {
            hits.Add(new Hit(PiiType.UrlToken, start, end - start, "url-token", Hit.Certain));
        }

        return mark + 3;
    }

    private static bool HoldsToken(ReadOnlySpan<char> body)
    {
        for (var i = body.IndexOfAny('?', '#', '&'); i >= 0 && i < body.Length;)
        {
            var rest = body[(i + 1)..];
            var next = rest.IndexOfAny('&', ';', '?');
            var pair = next < 0 ? rest : rest[..next];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair.Length - equals > 6 && IsTokenName(pair[..equals]))
            {
                return true;
            }

            i = next < 0 ? body.Length : i + 1 + next;
        }

        return false;
    }

    /// <summary>Whether a parameter is named as a token is, alone or behind a prefix such as <c>access_</c>.</summary>
    private static bool IsTokenName(ReadOnlySpan<char> name)
    {
        foreach (var known in TokenNames)
        {
            if (name.EndsWith(known, StringComparison.OrdinalIgnoreCase)
                && (name.Length == known.Length || !char.IsAsciiLetter(name[^(known.Length + 1)])
                    || known.Length >= 5 || char.IsUpper(name[^known.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char character) =>
        character is > ' ' and <= '~' and not ('"' or '<' or '>' or '`' or '|');
}
