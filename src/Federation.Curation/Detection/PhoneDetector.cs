using System.Text.RegularExpressions;

namespace Federation.Curation.Detection;

/// <summary>
/// Chinese mobiles and landlines, with country code, separators and extension, and numbers with a foreign country code.
/// </summary>
public sealed partial class PhoneDetector : IDetector
{
    private const int PrefixLengthMax = 7;
    private const string China = @"(?:(?:\+|00)86[ -]?|\(\+?86\)[ -]?)?";

    /// <inheritdoc/>
    public string Type => "PHONE";

    /// <inheritdoc/>
    public IEnumerable<(int Start, int Length)> Find(string view)
    {
        ArgumentNullException.ThrowIfNull(view);
        foreach (var pattern in new[] { Mobile(), Landline(), International() })
        {
            foreach (Match match in pattern.Matches(view))
            {
                if (IsWhole(view, match.Index, match.Length))
                {
                    yield return (match.Index, match.Length);
                }
            }
        }
    }

    /// <summary>A number inside a longer run, an order number or a hexadecimal word is something else.</summary>
    private static bool IsWhole(string view, int start, int length)
    {
        var end = start + length;
        if (end < view.Length && char.IsAsciiLetterOrDigit(view[end]))
        {
            return false;
        }

        if (start == 0)
        {
            return true;
        }

        var before = view[start - 1];
        if (before is '.' or '-')
        {
            return start == 1 || !char.IsAsciiLetterOrDigit(view[start - 2]);
        }

        var first = Math.Max(0, start - PrefixLengthMax);
        return !char.IsAsciiLetterOrDigit(before) || Prefix().IsMatch(view.AsSpan(first, start - first));
    }

    [GeneratedRegex("(?i:tel|phone|mob|mobile|fax)$", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(
        China + @"1[3-9][0-9](?:[ .-]?[0-9]{4}[ .-]?[0-9]{4}|[ .-]?[0-9]{3}[ .-]?[0-9]{5}"
        + @"|[ -][0-9]{3}[ -][0-9]{3}[ -][0-9]{2})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Mobile();

    [GeneratedRegex(
        China + @"(?:\(0[1-9][0-9]{1,2}\)[ -]?|0[1-9][0-9]{1,2}[ -]?)[2-9][0-9]{2,3}[ -]?[0-9]{4}"
        + @"(?:(?:-|转|x|ext\.? ?)[0-9]{1,6})?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Landline();

    [GeneratedRegex(
        @"(?:\+|00)[1-9][0-9]{0,2}[ -]?(?:\([0-9]{1,4}\)[ -]?)?[0-9]{1,5}(?:[ .-]?[0-9]{2,5}){1,4}",
        RegexOptions.CultureInvariant)]
    private static partial Regex International();
}
