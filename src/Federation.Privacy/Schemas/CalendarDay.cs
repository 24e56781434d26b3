using System.Globalization;

namespace Federation.Privacy.Schemas;

/// <summary>Days of the proleptic Gregorian calendar as whole days since 1970-01-01, from year 1 to 9999.</summary>
public static class CalendarDay
{
    /// <summary>0001-01-01.</summary>
    public const int DaysMin = -719_162;

    /// <summary>9999-12-31.</summary>
    public const int DaysMax = 2_932_896;

    private const string Form = "yyyy-MM-dd";
    private static readonly int Origin = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Reads a day such as <c>2024-02-29</c>; any other form, and a day that never was, is none.</summary>
    public static bool TryParse(string? text, out int days)
    {
        var isDay = DateOnly.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        days = isDay ? date.DayNumber - Origin : 0;
        return isDay;
    }

    /// <summary>The day as text; one beyond the calendar's ends as the nearer end.</summary>
    public static string Format(long days) => DateOf(days).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The first day of the week (Monday), month, quarter or year that a day is in; the day itself.</summary>
    public static long StartOf(long days, Queries.CalendarUnit unit)
    {
        var date = DateOf(days);
        return unit switch
        {
            Queries.CalendarUnit.Week => days - (((int)date.DayOfWeek + 6) % 7),
            Queries.CalendarUnit.Month => days - (date.Day - 1),
            Queries.CalendarUnit.Quarter =>
                new DateOnly(date.Year, (((date.Month - 1) / 3) * 3) + 1, 1).DayNumber - Origin,
            Queries.CalendarUnit.Year => days - (date.DayOfYear - 1),
            _ => days,
        };
    }

    private static DateOnly DateOf(long days) =>
        DateOnly.FromDayNumber((int)Math.Clamp(days, DaysMin, DaysMax) + Origin);
}
