using System.Text.RegularExpressions;

namespace Federation.Curation.Detection;

/// <summary>Credentials in addresses: <c>user:password@host</c>, and tokens, keys and passwords in the query.</summary>
public sealed partial class UrlCredentialDetector : IDetector
{
    /// <inheritdoc/>
    public string Type => "URL_CREDENTIALS";

    /// <inheritdoc/>
    public IEnumerable<(int Start, int Length)> Find(string view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Contains("://", StringComparison.Ordinal)
            ? UserInfo().Matches(view).Concat(Token().Matches(view)).Select(match => (match.Index, match.Length))
            : [];
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s/@:?#]+:[^\s/@]+@[A-Za-z0-9.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        @"(?i:https?|ftp|wss?)://[!-~]*[?&;]"
        + @"(?i:[a-z_-]*(?:token|secret|passw(?:or)?d|pwd|signature|sig|session(?:id)?|auth|key))=[!-~]+",
        RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
