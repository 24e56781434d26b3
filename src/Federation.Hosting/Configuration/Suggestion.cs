namespace Federation.Hosting.Configuration;

/// <summary>Finds the word that a misspelt one was most likely meant to be.</summary>
internal static class Suggestion
{
    /// <summary>The nearest of <paramref name="known"/>, or null where none is a likely slip.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        var nearest = known.Select(candidate => (Word: candidate, Edits: EditsBetween(word, candidate)))
            .OrderBy(pair => pair.Edits).ThenBy(pair => pair.Word, StringComparer.Ordinal)
            .FirstOrDefault((Word: null!, Edits: int.MaxValue));
        return nearest.Edits <= Math.Max(1, Math.Min(word.Length, nearest.Word?.Length ?? 0) / 3) ? nearest.Word : null;
    }

    /// <summary>The fix to print for a word that is not one of <paramref name="known"/>.</summary>
    public static string FixFor(string word, IReadOnlyCollection<string> known) =>
        For(word, known) is { } meant ? $"did you mean '{meant}'?"
        : $"write one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}";

    /// <summary>Levenshtein's distance, with a swap of neighbours as one edit and letter case ignored.</summary>
    private static int EditsBetween(string a, string b)
    {
        if (a.Length > 64 || b.Length > 64)
        {
            return int.MaxValue;
        }

        var edits = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(edits[i - 1, j] + 1, edits[i, j - 1] + 1),
                    edits[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
