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
        var at = text.IndexOf('\\', start);
        if (at < 0)
        {
            return text;
        }

        char[]? blanked = null;
        while (at >= 0 && at + 1 < text.Length)
        {
            var next = text[at + 1];
            if (next is 'n' or 't' or 'r' or '"' or '/')
            {
                blanked ??= text.ToCharArray();
                blanked[at] = ' ';
                blanked[at + 1] = next is '"' or '/' ? next : ' ';
            }

            at = text.IndexOf('\\', at + (next == '\\' ? 1 : 2));
        }

        return blanked is null ? text : new string(blanked);
    }
}
