using System.Text.RegularExpressions;

namespace Federation.Curation.Detection;

/// <summary>E-mail addresses: ASCII local part and a domain with a dot.</summary>
public sealed partial class EmailDetector : IDetector
{
    /// <inheritdoc/>
    public string Type => "EMAIL";

    /// <inheritdoc/>
    public IEnumerable<(int Start, int Length)> Find(string view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Contains('@', StringComparison.Ordinal)
            ? Address().Matches(view).Select(match => (match.Index, match.Length))
            : [];
    }

    [GeneratedRegex(@"[A-Za-z0-9._%+'-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
