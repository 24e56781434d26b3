using System.Text;

namespace Federation.Cli.Curate;

/// <summary>Text for a terminal: what would move the cursor, colour or hide it is shown and not done.</summary>
internal static class Printable
{
    private const char FirstPicture = '\u2400';
    private const char DeletePicture = '\u2421';

    /// <summary>A text with pictures in the place of control characters, but for line feeds and tabs.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            shown.Append(character switch
            {
                '\n' or '\t' => character,
                < ' ' => (char)(FirstPicture + character),
                '\u007F' => DeletePicture,
                (>= '\u0080' and < '\u00A0') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') =>
                    '\uFFFD',
                _ => character,
            });
        }

        return shown.ToString();
    }
}
