using System.Globalization;
using System.Text;

namespace Federation.Adapter.Drafts;

/// <summary>Writes any text as one YAML scalar on one line, whatever it holds.</summary>
public static class YamlText
{
    /// <summary>In double quotes, with everything escaped that could end the line, hide, or mean something.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                quoted.Append('\\').Append((char)rune.Value);
            }
            else if (IsPlain(rune))
            {
                quoted.Append(rune.ToString());
            }
            else
            {
                quoted.Append(rune.Value <= 0xFFFF
                    ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
                    : string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"));
            }
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value == ' ' || (rune.Value < 0xFFFF && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator));
}
