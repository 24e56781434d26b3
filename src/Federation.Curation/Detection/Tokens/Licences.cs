namespace Federation.Curation.Detection.Tokens;

/// <summary>US driver's licences: letters and digits beside a word that names them.</summary>
internal static class Licences
{
    /// <summary>How long they are.</summary>
    public const int LengthMin = 5;
    public const int LengthMax = 19;

    private static readonly System.Buffers.SearchValues<string> Part = System.Buffers.SearchValues.Create(
        ["licen"], StringComparison.OrdinalIgnoreCase);

    private const int DigitsMin = 4;
    private const int BeforeMax = 32;

    private static readonly ContextWords Words =
        ["driver's license", "drivers license", "driver license", "driver's licence", "driving licence",
            "driving license",
         "license number", "licence number", "driver\u2019s license"];

    public static void Find(string view, int start, int end, List<Hit> hits)
    {
        var digits = 0;
        for (var i = start; i < end; i++)
        {
            digits += char.IsAsciiDigit(view[i]) ? 1 : 0;
        }

        if (digits >= DigitsMin && HoldsPart(view, start) && Context.IsBefore(view, start, BeforeMax, Words))
        {
            hits.Add(new Hit(PiiType.UsDriverLicense, start, end - start, "us-driver-license", Hit.Likely));
        }
    }

    /// <summary>A part of every word that names them: it tells most places without a look for each word.</summary>
    private static bool HoldsPart(string view, int start)
    {
        var from = Math.Max(0, start - BeforeMax);
        return view.AsSpan(from, start - from).ContainsAny(Part);
    }
}
