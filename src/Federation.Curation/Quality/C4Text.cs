using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Federation.Curation.Quality;

/// <summary>The lines of a text that C4 keeps (Raffel et al. 2020), without citation marks.</summary>
/// <remarks>
/// A line is kept that ends in a full stop, question mark, exclamation mark or quotation mark, has three words or more
/// and none of more than 1,000 characters, and speaks of no script and no policy of a web site.
/// </remarks>
public static partial class C4Text
{
    private const int LineWordsMin = 3;
    private const int WordCharactersMax = 1000;
    private const string Lorem = "lorem ipsum";

    private static readonly string[] Unwanted =
    [
        "javascript", "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies",
        "use cookies",
    ];

    private static readonly SearchValues<string> Suspects =
        SearchValues.Create([Lorem, .. Unwanted], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?。！？\n");

    /// <summary>The kept lines of a text; empty where nothing is kept or the text is given up.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        var lines = new LineEdges();
        lines.Read(text);
        var (stop, _) = Measure(text, lines, kept);
        return stop == C4Stop.None ? Lines.Trim(kept.ToString()).ToString() : "";
    }

    /// <summary>Reads a text once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="kept">Takes the kept lines, where they are wanted.</param>
    /// <returns>Why the text is given up, and how many sentences the kept lines hold.</returns>
    internal static (C4Stop Stop, int Sentences) Measure(
        ReadOnlySpan<char> text, LineEdges lines, StringBuilder? kept)
    {
        // The Kelvin sign is the one other character that is a letter of ours in lower case.
        if (text.Contains('\u212A'))
        {
            return MeasureLines(text.ToString().Replace('\u212A', 'K'), text, lines, kept);
        }

        return MeasureLines(text, text, lines, kept);
    }

    private static (C4Stop Stop, int Sentences) MeasureLines(
        ReadOnlySpan<char> searched, ReadOnlySpan<char> text, LineEdges lines, StringBuilder? kept)
    {
        var starts = lines.Starts;
        var ends = lines.Ends;
        var isSuspect = IsSuspect(searched);
        var sentences = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var line = Lines.Trim(text[starts[i]..ends[i]]);
            if (!MayBeEnded(line) || !HasEnoughWords(line))
            {
                continue;
            }

            line = WithoutCitations(line);
            if (!IsEnded(line))
            {
                continue;
            }

            var raw = searched[starts[i]..starts[i + 1]];
            if (isSuspect && IsSuspect(raw))
            {
                var plain = raw.Contains('[') ? WithoutCitations(Lines.Trim(raw)) : raw;
                if (plain.Contains(Lorem, StringComparison.OrdinalIgnoreCase))
                {
                    return (C4Stop.LoremIpsum, sentences);
                }

                if (plain.Contains(Unwanted[0], StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (plain.Contains('{'))
                {
                    return (C4Stop.CurlyBracket, sentences);
                }

                if (HasUnwanted(plain))
                {
                    continue;
                }
            }

            sentences += Sentences(line);
            kept?.Append(kept.Length > 0 ? "\n" : "").Append(line);
        }

        return (C4Stop.None, sentences);
    }

    private static bool IsSuspect(ReadOnlySpan<char> text) => text.Contains('{') || text.ContainsAny(Suspects);

    private static ReadOnlySpan<char> WithoutCitations(ReadOnlySpan<char> line) =>
        line.Contains('[') ? Citation().Replace(line.ToString(), "") : line;

    /// <summary>What ends in anything else does so without its citations too.</summary>
    private static bool MayBeEnded(ReadOnlySpan<char> line) =>
        line.Length > 0 && line[^1] is '.' or '?' or '!' or '"' or '\'' or ']';

    private static bool IsEnded(ReadOnlySpan<char> line) =>
        line.Length > 0 && line[^1] is '.' or '?' or '!' or '"' or '\'' && !line.EndsWith("...");

    private static bool HasUnwanted(ReadOnlySpan<char> line)
    {
        foreach (var phrase in Unwanted)
        {
            if (line.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasEnoughWords(ReadOnlySpan<char> line)
    {
        var isLong = line.Length > WordCharactersMax;
        var words = 0;
        for (var start = 0; start < line.Length && (isLong || words < LineWordsMin);)
        {
            if (Lines.IsSpace(line[start]))
            {
                start++;
                continue;
            }

            var end = start;
            while (end < line.Length && !Lines.IsSpace(line[end]))
            {
                end++;
            }

            if (end - start > WordCharactersMax && Lines.CodePoints(line[start..end]) > WordCharactersMax)
            {
                return false;
            }

            words++;
            start = end;
        }

        return words >= LineWordsMin;
    }

    /// <summary>
    /// Runs of characters that end no sentence, each with the marks behind it, where more than space is there.
    /// </summary>
    private static int Sentences(ReadOnlySpan<char> line)
    {
        var sentences = 0;
        while (!line.IsEmpty)
        {
            var start = line.IndexOfAnyExcept(SentenceEnds);
            if (start < 0)
            {
                break;
            }

            line = line[start..];
            var end = line.IndexOfAny(SentenceEnds);
            var isEnded = end >= 0 && line[end] != '\n';
            sentences += isEnded || !Lines.Trim(end < 0 ? line : line[..end]).IsEmpty ? 1 : 0;
            line = end < 0 ? [] : line[end..];
        }

        return sentences;
    }

    [GeneratedRegex(@"\[(?:\d*|edit|citation needed)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Citation();
}
