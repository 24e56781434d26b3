using Federation.Curation.Text;

namespace Federation.Curation.Quality;

/// <summary>What the published filters count of the lines and paragraphs of a text.</summary>
internal sealed class LineMeter
{
    private readonly GramTable _table = new();
    private (int Start, int Length)[] _parts = [];

    /// <summary>Counts the lines between line feeds: their ends, lengths and repetitions.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edges">Its lines, whatever ends them.</param>
    /// <param name="hasPairs">Whether it holds characters of two units.</param>
    public LineCounts CountLines(ReadOnlySpan<char> text, LineEdges edges, bool hasPairs)
    {
        var feeds = text.Count('\n');
        Clear(feeds + 1);
        var counts = new LineCounts { Feeds = feeds };
        if (edges.HaveFeedsOnly)
        {
            for (var i = 0; i < edges.Count; i++)
            {
                CountLine(text, edges.Starts[i], edges.Ends[i] - edges.Starts[i], i, hasPairs, ref counts);
            }
        }
        else
        {
            CountOfMany(text, hasPairs, ref counts);
        }

        // Cutting at runs of line feeds leaves an empty line before a first and after a last one.
        var isOpen = text.Length == 0 || text[0] == '\n';
        var isClosed = text.Length > 0 && text[^1] == '\n';
        counts.Lines += (isOpen ? 1 : 0) + (isClosed ? 1 : 0);
        counts.RepeatedLines += isOpen && isClosed ? 1 : 0;
        return counts;
    }

    /// <summary>Counts the lines between line feeds where others end otherwise.</summary>
    private void CountOfMany(ReadOnlySpan<char> text, bool hasPairs, ref LineCounts counts)
    {
        var start = 0;
        for (var i = 0; i <= counts.Feeds; i++)
        {
            var length = text[start..].IndexOf('\n');
            length = length < 0 ? text.Length - start : length;
            CountLine(text, start, length, i, hasPairs, ref counts);
            start += length + 1;
        }
    }

    /// <summary>Counts paragraphs, which empty lines part, and those that stood before.</summary>
    public ParagraphCounts CountParagraphs(ReadOnlySpan<char> text)
    {
        var trimmed = Lines.Trim(text);
        if (trimmed.IndexOf("\n\n") < 0)
        {
            return new ParagraphCounts { Paragraphs = 1 };
        }

        Clear((trimmed.Count('\n') / 2) + 1);
        var counts = default(ParagraphCounts);
        for (var start = 0; start <= trimmed.Length;)
        {
            var length = trimmed[start..].IndexOf("\n\n");
            length = length < 0 ? trimmed.Length - start : length;
            if (IsRepeated(trimmed, start, length, counts.Paragraphs))
            {
                counts.Repeated++;
                counts.RepeatedCharacters += Lines.CodePoints(trimmed.Slice(start, length));
            }

            counts.Paragraphs++;
            start += length;
            var feeds = trimmed[start..].IndexOfAnyExcept('\n');
            start += feeds < 0 ? trimmed.Length + 1 : feeds;
        }

        return counts;
    }

    private void CountLine(
        ReadOnlySpan<char> text, int start, int length, int number, bool hasPairs, ref LineCounts counts)
    {
        if (length == 0)
        {
            return;
        }

        var line = text.Slice(start, length);
        var characters = hasPairs ? Lines.CodePoints(line) : length;
        var isBlank = Lines.TrimStart(line).IsEmpty;
        counts.Lines++;
        if (IsRepeated(text, start, length, number))
        {
            counts.RepeatedLines++;
            counts.RepeatedCharacters += characters;
            counts.RepeatedFilledCharacters += isBlank ? 0 : characters;
        }

        if (!isBlank)
        {
            counts.Filled++;
            counts.Finished += IsFinished(line) ? 1 : 0;
            counts.Short += characters <= LineCounts.ShortCharactersMax ? 1 : 0;
        }
    }

    private static bool IsFinished(ReadOnlySpan<char> line)
    {
        int last = line[^1];
        if (line.Length > 1 && char.IsSurrogatePair(line[^2], line[^1]))
        {
            return PunctuationMarks.Terminal.Contains(char.ConvertToUtf32(line[^2], line[^1]));
        }

        return (CharacterClass.OfUnit[last] & CharacterClass.Terminal) != 0;
    }

    private bool IsRepeated(ReadOnlySpan<char> text, int start, int length, int number)
    {
        var part = text.Slice(start, length);
        var probe = _table.Begin(SpanHash.Of(part));
        while (_table.Next(ref probe) is >= 0 and var place)
        {
            if (text.Slice(_parts[place].Start, _parts[place].Length).SequenceEqual(part))
            {
                return true;
            }
        }

        _parts[number] = (start, length);
        _table.Add(probe, number);
        return false;
    }

    private void Clear(int parts)
    {
        _table.Clear(parts);
        if (_parts.Length < parts)
        {
            _parts = new (int, int)[Math.Max(parts, 2 * _parts.Length)];
        }
    }
}
