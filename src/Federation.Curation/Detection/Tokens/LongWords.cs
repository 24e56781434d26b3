namespace Federation.Curation.Detection.Tokens;

/// <summary>Words as long as a key or a Base64 island is at least.</summary>
internal static class LongWords
{
    private static readonly bool[] Parts = [.. Enumerable.Range(0, 128).Select(i => Secret.IsPart((char)i))];

    /// <summary>Adds the long words of a stretch of visible ASCII.</summary>
    /// <param name="text">A view.</param>
    /// <param name="start">Where the stretch begins.</param>
    /// <param name="words">Gets them; made where it is null and there is one.</param>
    /// <returns>Where the stretch ends.</returns>
    public static int AddFrom(ReadOnlySpan<ushort> text, int start, ref List<(int Start, int End)>? words)
    {
        var parts = Parts;
        var (i, begin) = (start, start);
        for (; i < text.Length && text[i] is > ' ' and < 128; i++)
        {
            if (!parts[text[i]])
            {
                Add(begin, i, ref words);
                begin = i + 1;
            }
        }

        Add(begin, i, ref words);
        return i;
    }

    private static void Add(int start, int end, ref List<(int Start, int End)>? words)
    {
        if (end - start >= Secret.LengthMin)
        {
            (words ??= []).Add((start, end));
        }
    }
}
