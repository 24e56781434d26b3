using System.Buffers;

namespace Federation.Curation.Detection;

/// <summary>
/// Looks for words near a place of a view: a bare pattern means something only beside the right word.
/// </summary>
internal static class Context
{
    private static readonly SearchValues<char> Wordless = SearchValues.Create("0123456789 -./()[]_\u00B7:,");

    /// <summary>Whether one of some words ends within a number of characters before a place.</summary>
    public static bool IsBefore(string view, int place, int window, ContextWords words)
    {
        var from = Math.Max(0, place - window);
        return Holds(view.AsSpan(from, place - from), words);
    }

    /// <summary>Whether one of some words begins within a number of characters from a place on.</summary>
    public static bool IsAfter(string view, int place, int window, ContextWords words) =>
        place < view.Length && Holds(view.AsSpan(place, Math.Min(window, view.Length - place)), words);

    private static bool Holds(ReadOnlySpan<char> part, ContextWords words)
    {
        if (part.IndexOfAnyExcept(Wordless) < 0)
        {
            return false; // Inside a long row of numbers there is no word to look for.
        }

        return words.AreIn(part);
    }
}
