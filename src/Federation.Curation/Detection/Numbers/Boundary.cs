namespace Federation.Curation.Detection.Numbers;

/// <summary>Whether a number stands by itself or is a part of a longer word, version or code.</summary>
internal static class Boundary
{
    private const int LabelLengthMax = 9;

    /// <summary>Words that may touch a number and only name it.</summary>
    private static readonly HashSet<string> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        "tel", "phone", "mob", "mobile", "fax", "cell", "call", "id", "no", "num", "card", "sfz", "sjh", "dh", "wx",
        "vx", "qq", "q", "n", "telephone", "contact", "ext", "cc", "acct", "account", "ssn",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> LabelLookup =
        Labels.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether nothing before a place makes it the inside of something.</summary>
    public static bool IsFreeBefore(string view, int start)
    {
        if (start == 0)
        {
            return true;
        }

        var before = view[start - 1];
        if (char.IsAsciiLetter(before))
        {
            return EndsWithLabel(view, start);
        }

        return before is not ('.' or '-' or '_') || start == 1 || !char.IsAsciiLetterOrDigit(view[start - 2])
            || (char.IsAsciiLetter(view[start - 2]) && EndsWithLabel(view, start - 1));
    }

    /// <summary>Whether nothing from a place on makes what ends there the inside of something.</summary>
    public static bool IsFreeAfter(string view, int end)
    {
        if (end >= view.Length)
        {
            return true;
        }

        var next = view[end];
        return !char.IsAsciiLetterOrDigit(next)
            && (next is not ('.' or '_') || end + 1 >= view.Length || !char.IsAsciiLetterOrDigit(view[end + 1])
                || (next == '.' && char.IsAsciiLetter(view[end + 1])));
    }

    private static bool EndsWithLabel(string view, int end)
    {
        var start = end;
        while (start > 0 && end - start <= LabelLengthMax && char.IsAsciiLetter(view[start - 1]))
        {
            start--;
        }

        return (end - start > 1 || view[start] is 'q' or 'Q' or 'n' or 'N')
            && LabelLookup.Contains(view.AsSpan(start, end - start))
            && (start == 0 || !char.IsAsciiLetterOrDigit(view[start - 1]));
    }
}
