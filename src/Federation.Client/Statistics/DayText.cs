using System.Globalization;

namespace Federation.Client.Statistics;

/// <summary>Days of the wire as people write them.</summary>
public static class DayText
{
    private static readonly int Origin = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>A day such as <c>2024-02-29</c>; one beyond the years 1 to 9999 as the nearest in them.</summary>
    /// <param name="daysSince1970">Days since 1970-01-01.</param>
    public static string Of(int daysSince1970) => DateOnly
        .FromDayNumber((int)Math.Clamp((long)daysSince1970 + Origin, 0, DateOnly.MaxValue.DayNumber))
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
