namespace Federation.Curation.Views;

/// <summary>
/// Folds long runs of Chinese numerals, such as a spelled phone number: a few in a row are ordinary words.
/// </summary>
internal static class SpelledDigits
{
    private const int RunLengthMin = 7;
    private const string Numerals = "〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺";
    private const string Digits = "001234567891223445667891";

    private static readonly char[] Values = MakeValues();

    /// <summary>The view with its long runs of numerals as digits.</summary>
    public static NormalisedView Fold(NormalisedView view)
    {
        var text = view.Text;
        char[]? folded = null;
        var start = 0;
        while (start + RunLengthMin <= text.Length)
        {
            var last = start + RunLengthMin - 1;
            while (last >= start && Values[text[last]] != '\0')
            {
                last--;
            }

            if (last >= start)
            {
                start = last + 1;
                continue;
            }

            folded ??= text.ToCharArray();
            for (; start < text.Length && Values[text[start]] != '\0'; start++)
            {
                folded[start] = Values[text[start]];
            }
        }

        return folded is null ? view : view.WithText(new string(folded));
    }

    private static char[] MakeValues()
    {
        var values = new char[0x10000];
        for (var i = 0; i < Numerals.Length; i++)
        {
            values[Numerals[i]] = Digits[i];
        }

        return values;
    }
}
