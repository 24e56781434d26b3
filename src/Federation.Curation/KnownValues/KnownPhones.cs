namespace Federation.Curation.KnownValues;

/// <summary>How a phone number can be written: with and without country and area code, in any grouping.</summary>
internal static class KnownPhones
{
    private const int DigitsMin = 7;
    private const int LocalDigitsMin = 7;
    private const string China = "86";

    /// <summary>The forms of a number.</summary>
    /// <param name="digits">Its digits, without those of an extension.</param>
    /// <param name="hasPlus">Whether it begins with a plus sign.</param>
    public static IEnumerable<KnownForm> Of(string digits, bool hasPlus)
    {
        var core = digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits;
        var isAbroad = hasPlus || core.Length < digits.Length;
        if (core.Length < DigitsMin)
        {
            yield break;
        }

        yield return new KnownForm(digits);
        yield return new KnownForm(core);
        yield return new KnownForm("00" + core);
        var isChinese = core.Length >= 12 && core.StartsWith(China, StringComparison.Ordinal);
        var national = isChinese ? core[2..] : core;
        if (isAbroad && core[0] == '1' && core.Length == 11)
        {
            yield return new KnownForm(core[1..]); // North America.
        }

        if (isChinese && national[0] != '0' && !IsMobile(national))
        {
            national = "0" + national;
        }

        yield return new KnownForm(national);
        var significant = national.TrimStart('0');
        if (IsMobile(national) || (national[0] == '0' && national.Length is >= 10 and <= 12))
        {
            yield return new KnownForm(China + significant);
            yield return new KnownForm("00" + China + significant);
        }

        if (national[0] == '0' && national.Length is >= 10 and <= 12)
        {
            var local = national[(national[1] is '1' or '2' ? 3 : 4)..];
            if (local.Length >= LocalDigitsMin)
            {
                yield return new KnownForm(local);
            }
        }
    }

    private static bool IsMobile(string digits) => digits.Length == 11 && digits[0] == '1';
}
