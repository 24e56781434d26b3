using Federation.Adapter.Policies;

namespace Federation.Adapter.Grants;

/// <summary>
/// Puts an agreement into the text of a policy and touches no other line, so that comments and layout stay.
/// </summary>
/// <remarks>It knows layouts, not YAML: what comes out must be read again before it is believed.</remarks>
internal static class AgreementInsertion
{
    private const string Key = "agreements:";

    /// <summary>The new text, or null where the list is written in a way that lines cannot be added to.</summary>
    public static string? Apply(string text, Agreement agreement)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var at = lines.FindIndex(line => line.StartsWith(Key, StringComparison.Ordinal));
        if (at < 0)
        {
            while (lines.Count > 0 && lines[^1].Length == 0)
            {
                lines.RemoveAt(lines.Count - 1);
            }

            lines.AddRange([Key, .. AgreementText.Of(agreement, "  "), ""]);
            return string.Join(newLine, lines);
        }

        var rest = lines[at][Key.Length..].TrimStart();
        if (rest.StartsWith("[]", StringComparison.Ordinal) && IsCommentOrNothing(rest[2..]))
        {
            lines[at] = $"{Key}{rest[2..].TrimEnd()}";
            lines.InsertRange(at + 1, AgreementText.Of(agreement, "  "));
        }
        else if (IsCommentOrNothing(rest) && FindLast(lines, at) is { } last)
        {
            var first = lines.Skip(at + 1).First(line => line.TrimStart().StartsWith('-'));
            lines.InsertRange(
                last + 1, AgreementText.Of(agreement, first[..(first.Length - first.TrimStart().Length)]));
        }
        else
        {
            return null;
        }

        return string.Join(newLine, lines.Count > 0 && lines[^1].Length > 0 ? [.. lines, ""] : lines);
    }

    private static bool IsCommentOrNothing(string rest) =>
        rest.Trim().Length == 0 || rest.TrimStart().StartsWith('#');

    /// <summary>The last line of the list that is neither empty nor a comment.</summary>
    private static int? FindLast(List<string> lines, int at)
    {
        int? last = null;
        for (var index = at + 1; index < lines.Count; index++)
        {
            var line = lines[index];
            if (line.Length > 0 && line[0] is not (' ' or '#' or '-'))
            {
                break;
            }

            if (!IsCommentOrNothing(line))
            {
                last = index;
            }
        }

        return last;
    }
}
