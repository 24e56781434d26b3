namespace Federation.Curation.Detection.Tokens;

/// <summary>A word as long as a key or a Base64 island is at least.</summary>
internal static class LongWord
{
    private static readonly bool[] Parts = [.. Enumerable.Range(0, 128).Select(i => Secret.IsPart((char)i))];

    /// <summary>Where a word of <see cref="Secret.IsPart"/> ends.</summary>
    /// <param name="text">A view.</param>
    /// <param name="start">Where it begins: sixteen characters of it are sure.</param>
    public static int EndFrom(ReadOnlySpan<ushort> text, int start)
    {
        var parts = Parts;
        var end = start + Secret.LengthMin;
        while (end < text.Length && text[end] < parts.Length && parts[text[end]])
        {
            end++;
        }

        return end;
    }
}
