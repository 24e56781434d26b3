namespace Federation.Curation.Detection.Numbers;

/// <summary>A country code before a number: <c>+86</c>, <c>0086</c>, <c>(86)</c>, <c>86-</c>.</summary>
internal static class CountryPrefix
{
    /// <summary>Where China's code before a number begins, or the number's own start.</summary>
    public static int StartOfChina(string view, int start)
    {
        var i = start;
        while (i > 0 && start - i < 2 && view[i - 1] is ' ' or '-' or ')')
        {
            i--;
        }

        return i >= 2 && view.AsSpan(i - 2, 2) is "86" && StartOfCode(view, i - 2) is { } found ? found : start;
    }

    /// <summary>Whether a number has China's code before it.</summary>
    public static bool HasChina(string view, int start) => StartOfChina(view, start) < start;

    /// <summary>Where the marks before a country code begin, or null where digits or letters touch it.</summary>
    public static int? StartOfCode(string view, int code)
    {
        var i = code;
        if (i >= 2 && view.AsSpan(i - 2, 2) is "00" && (i == 2 || !char.IsAsciiDigit(view[i - 3])))
        {
            i -= 2;
        }

        while (i > 0 && code - i < 4 && view[i - 1] is '+' or '(')
        {
            i--;
        }

        return i > 0 && char.IsAsciiLetterOrDigit(view[i - 1]) ? null : i;
    }
}
