using System.Globalization;
using Federation.Broker.Accesses;
using Federation.Contracts.Audit.V1;

namespace Federation.Broker.Console.Pages;

/// <summary>How accesses read, and what search fields mean.</summary>
internal static class AccessTexts
{
    public static string OutcomeKey(AccessRow row) => row.Outcome switch
    {
        OutcomeStatus.Completed => "completed",
        OutcomeStatus.Cancelled => "cancelled",
        OutcomeStatus.Failed => "failed",
        _ => "unfinished",
    };

    /// <summary>What was typed; null for nothing.</summary>
    public static string? Wanted(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>When a day begins, in milliseconds since 1970-01-01 UTC; null for what is no day.</summary>
    public static long? DayStart(string? text, int daysLater) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue
            ? new DateTimeOffset(day.AddDays(daysLater), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()
            : null;
}
