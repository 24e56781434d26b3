using System.Text.RegularExpressions;

namespace Federation.Curation.Redaction;

/// <summary>A pattern of the user's own, matched on the normalised view in time linear in the text.</summary>
public sealed class CustomPattern
{
    private const int LengthMax = 1_000;

    private readonly Regex _regex;

    private CustomPattern(Regex regex) => _regex = regex;

    /// <summary>Reads a regular expression without look-around and back-references.</summary>
    /// <exception cref="ArgumentException">
    /// It is no expression, it is too long, it matches the empty text, or it needs backtracking.
    /// </exception>
    public static CustomPattern Of(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > LengthMax)
        {
            throw new ArgumentException($"A pattern has at most {LengthMax} characters.", nameof(pattern));
        }

        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return regex.IsMatch("")
                ? throw new ArgumentException("The pattern matches the empty text.", nameof(pattern))
                : new CustomPattern(regex);
        }
        catch (NotSupportedException)
        {
            throw new ArgumentException(
                "The pattern needs backtracking: look-around and back-references are not taken.", nameof(pattern));
        }
    }

    /// <summary>Finds every place in a view.</summary>
    internal IEnumerable<(int Start, int Length)> Find(string view)
    {
        foreach (Match match in _regex.Matches(view))
        {
            yield return (match.Index, match.Length);
        }
    }
}
