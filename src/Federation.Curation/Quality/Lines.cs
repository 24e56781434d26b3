using System.Buffers;

namespace Federation.Curation.Quality;

/// <summary>Lines and edges of texts as Python sees them, the language of the published filters.</summary>
internal static class Lines
{
    private static readonly SearchValues<char> Breaks =
        SearchValues.Create("\n\r\v\f\u001C\u001D\u001E\u0085\u2028\u2029");

    /// <summary>Takes the next line off a text, whatever ends it.</summary>
    public static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(Breaks);
        if (end < 0)
        {
            var all = rest;
            rest = [];
            return all;
        }

        var line = rest[..end];
        var isPair = rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n';
        rest = rest[(end + (isPair ? 2 : 1))..];
        return line;
    }

    /// <summary>A text without white space at its ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => TrimEnd(TrimStart(text));

    /// <summary>A text without white space at its start.</summary>
    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    /// <summary>A text without white space at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>Whether a character is white space.</summary>
    public static bool IsSpace(char character) => (CharacterClass.OfUnit[character] & CharacterClass.Space) != 0;

    /// <summary>Whether a character ends a line.</summary>
    public static bool IsBreak(char character) => Breaks.Contains(character);

    /// <summary>How many code points; half of a pair counts as one.</summary>
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text.Length;
        }

        var pairs = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                pairs++;
                i++;
            }
        }

        return text.Length - pairs;
    }
}
