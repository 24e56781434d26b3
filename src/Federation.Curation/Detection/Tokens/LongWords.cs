namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// Finds words as long as a key or a Base64 island is at least, without looking at every character: a word of n must
/// cover one of any n places in a row.
/// </summary>
internal static class LongWords
{
    private static readonly bool[] Parts = [.. Enumerable.Range(0, 128).Select(i => Secret.IsPart((char)i))];

    /// <summary>The next long word from a place on, or no length.</summary>
    public static (int Start, int End) Next(string view, int from)
    {
        const int Length = Secret.LengthMin;
        var parts = Parts;
        var text = view.AsSpan();
        var start = from;
        while (start + Length <= text.Length)
        {
            var last = start + Length - 1;
            while (last >= start && text[last] < parts.Length && parts[text[last]])
            {
                last--;
            }

            if (last >= start)
            {
                start = last + 1;
                continue;
            }

            var end = start + Length;
            while (end < view.Length && view[end] < parts.Length && parts[view[end]])
            {
                end++;
            }

            return (start, end);
        }

        return default;
    }
}
