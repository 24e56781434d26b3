namespace Federation.Curation.Detection.Tokens;

/// <summary>US driver's licences: letters and digits beside a word that names them.</summary>
internal static class Licences
{
    private static readonly ContextWords Words =
        ["driver's license", "drivers license", "driver license", "driver's licence", "driving licence",
            "driving license",
         "license number", "licence number", "driver\u2019s license"];

    public static void Find(string view, int start, int end, List<Hit> hits)
    {
        var word = view.AsSpan(start, end - start);
        var digits = 0;
        foreach (var character in word)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        if (word.Length is >= 5 and <= 19 && digits >= 4 && Context.IsBefore(view, start, 32, Words))
        {
            hits.Add(new Hit(PiiType.UsDriverLicense, start, end - start, "us-driver-license", Hit.Likely));
        }
    }
}
