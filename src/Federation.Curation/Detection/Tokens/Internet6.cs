namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// IPv6 addresses in the forms of RFC 4291, found at a colon; hardware addresses with colons beside them.
/// </summary>
internal sealed class Internet6(string view, List<Hit> hits)
{
    private const int LengthMax = 45;
    private const int GroupsMax = 8;

    private int _seenEnd;

    /// <summary>Looks at what surrounds a colon.</summary>
    public void Scan(int colon)
    {
        if (colon < _seenEnd || !IsPart(colon - 1) || !IsPart(colon + 1))
        {
            return;
        }

        var start = colon;
        while (start > _seenEnd && IsPart(start - 1))
        {
            start--;
        }

        var end = colon;
        while (IsPart(end) || (end < view.Length && view[end] == '.' && IsPart(end + 1)))
        {
            end++;
        }

        _seenEnd = end;
        while (end > start && view[end - 1] == ':' && (end - start < 3 || view[end - 2] != ':'))
        {
            end--;
        }

        while (start < end && view[start] == ':' && view[start + 1] != ':')
        {
            start++;
        }

        if (end - start > LengthMax || IsLetter(start - 1) || IsLetter(end))
        {
            return;
        }

        if (IsAddress(view.AsSpan(start, end - start)))
        {
            hits.Add(new Hit(PiiType.IpAddress, start, end - start, "ipv6", Hit.Likely));
        }
        else
        {
            MacAddress.TryAt(view, start, ':', hits);
        }
    }

    /// <summary>Whether text is an address of eight groups, or of fewer around one double colon.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text)
    {
        var (groups, length, isShort) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                // An IPv4 tail counts as two groups; the dotted form itself is found as such.
                return groups <= GroupsMax - 2 && (isShort || groups == GroupsMax - 2);
            }

            if (text[i] != ':')
            {
                groups += length == 0 ? 1 : 0;
                if (++length > 4)
                {
                    return false;
                }

                continue;
            }

            if (i + 1 < text.Length && text[i + 1] == ':')
            {
                if (isShort)
                {
                    return false;
                }

                isShort = true;
                i++;
            }

            length = 0;
        }

        return isShort ? groups is >= 2 and < GroupsMax : groups == GroupsMax;
    }

    private bool IsPart(int at) =>
        at >= 0 && at < view.Length && (char.IsAsciiHexDigit(view[at]) || view[at] == ':');

    private bool IsLetter(int at) => at >= 0 && at < view.Length && char.IsAsciiLetterOrDigit(view[at]);
}
