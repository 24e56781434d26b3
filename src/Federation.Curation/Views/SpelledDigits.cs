namespace Federation.Curation.Views;

/// <summary>
/// Folds long runs of Chinese numerals, such as a spelled phone number: a few in a row are ordinary words.
/// </summary>
internal static class SpelledDigits
{
    private const int RunLengthMin = 7;
    private const string Numerals = "〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺";
    private const string Digits = "001234567891223445667891";

    /// <summary>A bit for each character that is a numeral.</summary>
    private static readonly ulong[] Bits = Mark();

    /// <summary>Whether a text has a long run of numerals.</summary>
    public static bool AreIn(string text) => Next(text, 0) >= 0;

    /// <summary>The view with its long runs of numerals as digits.</summary>
    /// <param name="view">The view.</param>
    /// <param name="from">A place before which there is no numeral.</param>
    public static NormalisedView Fold(NormalisedView view, int from)
    {
        var text = view.Text;
        char[]? folded = null;
        for (var start = Next(text, from); start >= 0; start = Next(text, start))
        {
            folded ??= text.ToCharArray();
            for (; start < text.Length && IsNumeral(text[start]); start++)
            {
                folded[start] = Digits[Numerals.IndexOf(text[start], StringComparison.Ordinal)];
            }
        }

        return folded is null ? view : view.WithText(new string(folded));
    }

    /// <summary>Where the next long run begins from a place on, or -1.</summary>
    private static int Next(string text, int start)
    {
        // One look at every seventh character passes over most of a text, without a branch that depends on its script.
        for (var place = start + RunLengthMin - 1; place < text.Length; place += RunLengthMin)
        {
            if (!IsNumeral(text[place]))
            {
                continue;
            }

            var first = place;
            while (first > start && IsNumeral(text[first - 1]))
            {
                first--;
            }

            var end = place + 1;
            while (end < text.Length && end - first < RunLengthMin && IsNumeral(text[end]))
            {
                end++;
            }

            if (end - first >= RunLengthMin)
            {
                return first;
            }
        }

        return -1;
    }

    private static bool IsNumeral(char character) => ((Bits[character >> 6] >> (character & 63)) & 1) != 0;

    private static ulong[] Mark()
    {
        var bits = new ulong[(char.MaxValue + 1) / 64];
        foreach (var numeral in Numerals)
        {
            bits[numeral >> 6] |= 1UL << (numeral & 63);
        }

        return bits;
    }
}
