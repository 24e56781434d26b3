using System.Text.RegularExpressions;
using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>How text is read as a calendar day: the one definition that all engines follow.</summary>
/// <remarks>
/// <c>2024-02-29</c>, or that day with a time behind a T or a space, in UTC with or without a Z. The time is checked
/// and left out. Another offset would move the day, so it is no day here; nor is one that the calendar does not have.
/// </remarks>
internal static partial class DayRule
{
    /// <summary>The grammar, for engines that match a whole text; year 0 and the lengths of months are not in it.
    /// </summary>
    public const string Grammar = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        + "([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?Z?)?";

    private const int DayCharacters = 10;

    /// <summary>The day of a value of a dynamically typed engine, in days since 1970-01-01, or null.</summary>
    public static long? Apply(object? value) =>
        value is string text && Whole().IsMatch(text) && CalendarDay.TryParse(text[..DayCharacters], out var days)
            ? days : null;

    /// <summary>The bin of a grid index among bins of several widths: a search, written as nested cases.</summary>
    public static string BinOf(string index, IReadOnlyList<long> starts) =>
        $"(CASE WHEN {index} IS NULL THEN NULL ELSE "
        + Bisection.Of(index, 0, starts.Count - 1, bin => bin, bin => starts[bin]) + " END)";

    [GeneratedRegex("^" + Grammar + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
