using System.Buffers;

namespace Federation.Curation.Detection;

/// <summary>
/// A cheap first look for the words that name secrets and accounts: most texts hold none, and need no search for each.
/// </summary>
internal static class WordMarker
{
    private const string SpelledAt = "at";
    private const string Wei = "wei";

    /// <summary>How many letters of a word stand before the part that is looked for: access in accesskey.</summary>
    private const int BeforePartMax = 6;

    /// <summary>A part of every word that no character tells; at most eight: those are looked for at once.</summary>
    private static readonly SearchValues<string> Parts = SearchValues.Create(
        ["pass", "pwd", "secret", "token", "bearer", "credential", "key", "wechat"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>What a bracket or an x at a place can belong to.</summary>
    public static WordMarks At(string view, int place)
    {
        var rest = view.AsSpan(place + 1);
        if (view[place] is '(' or '[')
        {
            return rest.StartsWith(SpelledAt, StringComparison.OrdinalIgnoreCase) ? WordMarks.Other : WordMarks.None;
        }

        var before = view.AsSpan(0, place);
        if (before.EndsWith(Wei, StringComparison.OrdinalIgnoreCase))
        {
            return WordMarks.Other;
        }

        return place > 0 && view[place - 1] is 'v' or 'V' or 'w' or 'W' ? WordMarks.Short : WordMarks.None;
    }

    /// <summary>
    /// What the parts of words in a view can belong to, and where the first of those words begins at the earliest.
    /// </summary>
    public static (WordMarks Marks, int From) In(string view)
    {
        var (marks, from) = (WordMarks.None, 0);
        for (var i = 0; marks != (WordMarks.Secret | WordMarks.Other) && i < view.Length; i++)
        {
            var offset = view.AsSpan(i).IndexOfAny(Parts);
            if (offset < 0)
            {
                break;
            }

            i += offset;
            from = marks == WordMarks.None ? Math.Max(0, i - BeforePartMax) : from;
            marks |= view[i] switch
            {
                'k' or 'K' => OfKey(view.AsSpan(0, i)),
                'w' or 'W' => WordMarks.Other,
                'p' or 'P' when view[i + 1] is 'a' or 'A' => OfPass(view.AsSpan(i + 4)),
                _ => WordMarks.Secret,
            };
        }

        return (marks, from);
    }

    private static WordMarks OfPass(ReadOnlySpan<char> rest) =>
        rest.Length > 0 && rest[0] is 'w' or 'W' or 'p' or 'P' ? WordMarks.Secret : WordMarks.None;

    /// <summary>What stands before "key" tells: apikey is one of the first list, access_key of the second.</summary>
    private static WordMarks OfKey(ReadOnlySpan<char> before)
    {
        if (before.IsEmpty)
        {
            return WordMarks.None;
        }

        var isOther = before[^1] is '_' or '-' || before.EndsWith("access", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("app", StringComparison.OrdinalIgnoreCase);
        return isOther ? WordMarks.Other
            : before.EndsWith("api", StringComparison.OrdinalIgnoreCase) ? WordMarks.Secret
            : WordMarks.None;
    }
}
