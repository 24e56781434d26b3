namespace Federation.Curation.Detection.Names;

/// <summary>
/// How an address is set. In a sentence it is cut whole. Set by itself, under a name, at the head of a text or in
/// quoted mail, its fields are cut one by one: line ends, indents and quote marks are layout, no personal data, and
/// stay.
/// </summary>
internal readonly struct AddressLayout(string view, int start, int end, HashSet<int> nameEnds)
{
    private const int HouseDigitsMax = 4;
    private const int HeadingLengthMax = 40;
    private const int RoomLengthMax = 12;
    private const int CodeDigitsMin = 5;
    private const string QuoteMarks = " >?";
    private const string BetweenFields = " >?,\r\t";
    private static readonly System.Buffers.SearchValues<char> NotInHeading =
        System.Buffers.SearchValues.Create("0123456789:;,?!@/");

    private static readonly string[] Rooms = ["apt", "suite", "ste", "apartment", "flat"];

    /// <summary>The parts to cut, left to right.</summary>
    public List<(int Start, int End)> Fields()
    {
        var fields = new List<(int Start, int End)>();
        if (!IsSetApart())
        {
            AddSentence(fields);
            return fields;
        }

        for (var from = start; from < end;)
        {
            var length = view.AsSpan(from, end - from).IndexOf('\n');
            var to = length < 0 ? end : from + length;
            AddLine(from, to, isFirst: from == start, isLast: to == end, fields);
            from = to + 1;
        }

        return fields;
    }

    private bool IsSetApart()
    {
        var line = start;
        while (line > 0 && QuoteMarks.Contains(view[line - 1]))
        {
            line--;
        }

        if (view.AsSpan(start, end - start).IndexOf('\n') < 0)
        {
            return false;
        }

        if (line == 0 || view.AsSpan(line, start - line).ContainsAny('>', '?'))
        {
            return line == 0 || view[line - 1] == '\n';
        }

        // A name stands on the line before, with an empty line between, or on the same line.
        var name = line;
        while (name > 0 && view[name - 1] is '\n' or '\r' or ' ')
        {
            name--;
        }

        var isUnderLine = name < line && view.AsSpan(name, line - name).Count('\n') > 1;
        return (nameEnds.Contains(name) && (isUnderLine || view[name] != '\n')) || (isUnderLine && IsHeading(name))
            || (view[line - 1] == '\n' && HoldsRoom(view.AsSpan(start, Math.Min(RoomLengthMax, end - start))));
    }

    /// <summary>Whether the line that ends at a place is a few words, as a name on a letter is.</summary>
    private bool IsHeading(int lineEnd)
    {
        var before = view.AsSpan(Math.Max(0, lineEnd - HeadingLengthMax), Math.Min(lineEnd, HeadingLengthMax));
        var line = before[(before.LastIndexOf('\n') + 1)..];
        return line.Length is > 0 and < HeadingLengthMax && line.Count(' ') is 1 or 2
            && !line.ContainsAny(NotInHeading);
    }

    /// <summary>A town behind a single comma is a field of its own.</summary>
    private void AddSentence(List<(int Start, int End)> fields)
    {
        var block = view.AsSpan(start, end - start);
        var comma = block.IndexOf(", ");
        var isTown = comma > 0 && !block[(comma + 1)..].ContainsAny(',', '\n') && !block[..comma].Contains('\n')
            && block[comma..].IndexOfAnyInRange('0', '9') < 0 && !HoldsRoom(block[..comma]);
        if (isTown)
        {
            var street = AddLeading(start, HouseEnd(start, start + comma), fields);
            fields.Add((street, start + comma));
            fields.Add((start + comma + 2, end));
        }
        else
        {
            fields.Add((start, end));
        }
    }

    private void AddLine(int from, int to, bool isFirst, bool isLast, List<(int Start, int End)> fields)
    {
        while (from < to && BetweenFields.Contains(view[from]))
        {
            from++;
        }

        while (to > from && BetweenFields.Contains(view[to - 1]))
        {
            to--;
        }

        if (isFirst)
        {
            from = AddLeading(from, RoomEnd(from, to), fields);
            from = AddLeading(from, HouseEnd(from, to), fields);
        }

        var code = isLast ? CodeStart(from, to) : to;
        var townEnd = code < to ? code - 1 : to;
        var state = isLast && code < to ? StateStart(from, townEnd) : townEnd;
        AddTo(fields, from, state < townEnd ? state - 1 : townEnd);
        AddTo(fields, state, townEnd);
        AddTo(fields, code, to);
    }

    private static void AddTo(List<(int Start, int End)> fields, int from, int to)
    {
        if (from < to)
        {
            fields.Add((from, to));
        }
    }

    private static int AddLeading(int from, int to, List<(int Start, int End)> fields)
    {
        if (to <= from)
        {
            return from;
        }

        fields.Add((from, to));
        return to + 1;
    }

    /// <summary>The end of a house number that a space parts from its street, or the start.</summary>
    private int HouseEnd(int from, int to)
    {
        var digits = from;
        while (digits < to && char.IsAsciiDigit(view[digits]))
        {
            digits++;
        }

        return digits - from is > 0 and <= HouseDigitsMax && digits + 1 < to && view[digits] == ' ' ? digits : from;
    }

    /// <summary>The end of a room that stands before the street, or the start.</summary>
    private int RoomEnd(int from, int to)
    {
        foreach (var room in Rooms)
        {
            if (!view.AsSpan(from, to - from).StartsWith(room, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var i = from + room.Length;
            i += i < to && view[i] == '.' ? 1 : 0;
            var number = i + 1;
            while (number < to && char.IsAsciiLetterOrDigit(view[number]))
            {
                number++;
            }

            return i < to && view[i] == ' ' && number + 1 < to && view[number] == ' ' ? number : from;
        }

        return from;
    }

    /// <summary>The start of the code that ends a line, behind a space, or the end.</summary>
    private int CodeStart(int from, int to)
    {
        var code = to;
        while (code > from && (char.IsAsciiDigit(view[code - 1]) || view[code - 1] == '-'))
        {
            code--;
        }

        return to - code >= CodeDigitsMin && code > from + 1 && view[code - 1] == ' ' ? code : to;
    }

    /// <summary>The start of the state before a code, two or three capitals or digits, or the end.</summary>
    private int StateStart(int from, int to)
    {
        var state = to;
        while (state > from && char.IsAsciiLetterOrDigit(view[state - 1]))
        {
            state--;
        }

        var word = view.AsSpan(state, to - state);
        var isState = word.Length is > 0 and <= 3 && state > from && view[state - 1] == ' '
            && (word is "nan" || word.IndexOfAnyInRange('a', 'z') < 0);
        return isState ? state : to;
    }

    private static bool HoldsRoom(ReadOnlySpan<char> block)
    {
        foreach (var room in Rooms)
        {
            var at = block.IndexOf(room, StringComparison.OrdinalIgnoreCase);
            var after = at + room.Length;
            if (at >= 0 && (at == 0 || block[at - 1] == ' ') && after < block.Length && block[after] is ' ' or '.')
            {
                return true;
            }
        }

        return false;
    }
}
