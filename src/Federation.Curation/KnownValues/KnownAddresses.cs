namespace Federation.Curation.KnownValues;

/// <summary>How a postal address can be written: the whole, and what is left without province, city and district or
/// without what follows the house.</summary>
internal static class KnownAddresses
{
    private const int CharactersMin = 6;
    private const int LettersMin = 8;
    private const string Regions = "省市区县州盟旗";

    /// <summary>The forms of an address.</summary>
    /// <param name="symbols">Its symbols.</param>
    /// <param name="parts">Its parts between commas.</param>
    public static IEnumerable<KnownForm> Of(string symbols, IReadOnlyList<string> parts)
    {
        if (IsLongEnough(symbols))
        {
            yield return new KnownForm(symbols);
        }

        foreach (var part in parts.Where(part => part.Length < symbols.Length && part.Any(char.IsAsciiDigit)))
        {
            if (IsLongEnough(part))
            {
                yield return new KnownForm(part);
            }
        }

        foreach (var form in Tails(symbols))
        {
            yield return form;
        }
    }

    private static IEnumerable<KnownForm> Tails(string symbols)
    {
        var number = symbols.AsSpan().IndexOfAnyInRange('0', '9');
        if (number < 0)
        {
            yield break;
        }

        var house = symbols.IndexOf('号', number) + 1;
        var starts = Enumerable.Range(1, number).Where(i => Regions.Contains(symbols[i - 1])).TakeLast(2).Prepend(0);
        foreach (var start in starts)
        {
            foreach (var form in new[] { symbols[start..], house > 0 ? symbols[start..house] : "" })
            {
                if (form.Length < symbols.Length && IsLongEnough(form))
                {
                    yield return new KnownForm(form);
                }
            }
        }
    }

    private static bool IsLongEnough(string symbols) => symbols.Length
        >= (symbols.Any(symbol => SymbolTable.KindOf(symbol) == SymbolTable.Alone) ? CharactersMin : LettersMin);
}
