namespace Federation.Curation.Detection.Tokens;

/// <summary>Words as long as a key or a Base64 island is at least.</summary>
internal static class LongWords
{
    private static readonly bool[] Parts = [.. Enumerable.Range(0, 128).Select(i => Secret.IsPart((char)i))];

    /// <summary>Where the word ends that has a long part from a place on.</summary>
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
