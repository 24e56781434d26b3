using System.Globalization;

namespace Federation.Audit;

/// <summary>The names of a log over time: <c>…/audit</c>, then its shards <c>…/audit/2</c>, <c>…/audit/3</c>.</summary>
public static class LogOrigin
{
    private const long SecondNumber = 2;

    /// <summary>The name of the log that a shard belongs to, and the shard's number; 1 for the first.</summary>
    public static (string Log, long Number) Split(string origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var slash = origin.LastIndexOf('/');
        return slash > 0 && LogText.TryReadNumber(origin[(slash + 1)..], out var number) && number >= SecondNumber
            ? (origin[..slash], number)
            : (origin, 1);
    }

    /// <summary>The name of a shard.</summary>
    /// <param name="log">The name of the log.</param>
    /// <param name="number">Which shard, from 1.</param>
    public static string Of(string log, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return number == 1 ? log : string.Create(CultureInfo.InvariantCulture, $"{log}/{number}");
    }

    /// <summary>Whether a name is that of a log or of one of its shards.</summary>
    public static bool IsOf(string origin, string log) => Split(origin).Log == log;

    /// <summary>Whether a name can follow another: the same log under another key, or its next shard.</summary>
    public static bool CanFollow(string origin, string earlier)
    {
        var (log, number) = Split(earlier);
        return origin == earlier || origin == Of(log, number + 1);
    }
}
