using System.Globalization;

namespace Federation.Curation.Detection;

/// <summary>IPv4 addresses in dotted form and IPv6 addresses in the forms of RFC 4291.</summary>
public sealed class IpAddressDetector : IDetector
{
    private const int GroupsMax = 8;

    /// <inheritdoc/>
    public string Type => "IP";

    /// <inheritdoc/>
    public IEnumerable<(int Start, int Length)> Find(string view)
    {
        ArgumentNullException.ThrowIfNull(view);
        for (var i = 0; i < view.Length; i++)
        {
            if (!IsPart(view[i]))
            {
                continue;
            }

            var end = i;
            while (end < view.Length && IsPart(view[end]))
            {
                end++;
            }

            var start = i;
            var length = view[start..end].TrimEnd('.', ':').Length;
            if (length > 0 && (IsVersion4(view.AsSpan(start, length)) || IsVersion6(view.Substring(start, length))))
            {
                yield return (start, length);
            }

            i = end;
        }
    }

    private static bool IsPart(char character) => char.IsAsciiHexDigit(character) || character is '.' or ':';

    private static bool IsVersion4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            parts++;
            if (!byte.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static bool IsVersion6(string text)
    {
        var halves = text.Split("::");
        var groups = text.Split(':', StringSplitOptions.RemoveEmptyEntries);
        return halves.Length <= 2
            && groups.All(group => group.Length <= 4 && !group.Contains('.', StringComparison.Ordinal))
            && (halves.Length == 2 ? groups.Length is >= 2 and < GroupsMax : groups.Length == GroupsMax);
    }
}
