namespace Federation.Curation.Views;

/// <summary>
/// Blanks <c>\n</c>, <c>\t</c> and <c>\r</c> and the backslash before quotes and slashes: two characters for two, so
/// that no place moves.
/// </summary>
internal static class BackslashEscapes
{
    /// <summary>The text without them, or the text itself where it has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">A place before which there is no backslash.</param>
    public static string Blank(string text, int start)
    {
        var first = Next(text, start);
        return first < 0 ? text : string.Create(text.Length, (text, first), static (blanked, source) =>
        {
            source.text.CopyTo(blanked);
            for (var at = source.first; at >= 0; at = Next(source.text, at + 2))
            {
                blanked[at] = ' ';
                blanked[at + 1] = source.text[at + 1] is 'n' or 't' or 'r' ? ' ' : source.text[at + 1];
            }
        });
    }

    /// <summary>Where the next of them begins from a place on, or -1.</summary>
    private static int Next(string text, int from)
    {
        for (var at = from; at + 1 < text.Length; at += text[at + 1] == '\\' ? 1 : 2)
        {
            at = text.IndexOf('\\', at);
            if (at < 0 || at + 1 == text.Length)
            {
                break;
            }

            if (text[at + 1] is 'n' or 't' or 'r' or '"' or '/')
            {
                return at;
            }
        }

        return -1;
    }
}
