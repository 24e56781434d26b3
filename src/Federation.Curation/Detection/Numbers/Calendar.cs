namespace Federation.Curation.Detection.Numbers;

/// <summary>Days of the Gregorian calendar, without a clock.</summary>
internal static class Calendar
{
    /// <summary>Whether year, month and day are a real day within years.</summary>
    public static bool IsDay(int year, int month, int day, int yearMin, int yearMax) =>
        year >= yearMin && year <= yearMax && month is >= 1 and <= 12
        && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>The value of a few ASCII digits.</summary>
    public static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
        }

        return value;
    }
}
