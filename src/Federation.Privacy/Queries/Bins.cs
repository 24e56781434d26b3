namespace Federation.Privacy.Queries;

/// <summary>How a bounded column is cut into bins to group by.</summary>
/// <param name="Column">A column of the groups.</param>
public abstract record Bins(string Column);

/// <summary>Bins of a width in the column's unit.</summary>
/// <param name="Column">A column of the groups.</param>
/// <param name="Width">A whole number of grid steps.</param>
public sealed record BinsOfWidth(string Column, decimal Width) : Bins(Column);

/// <summary>A number of bins of equal width.</summary>
/// <param name="Column">A column of the groups.</param>
/// <param name="Count">A divisor of the number of grid steps.</param>
public sealed record BinsOfCount(string Column, long Count) : Bins(Column);

/// <summary>A stretch of the calendar.</summary>
public enum CalendarUnit
{
    /// <summary>One day.</summary>
    Day,

    /// <summary>From Monday to Sunday.</summary>
    Week,

    /// <summary>From the first of a month to its last.</summary>
    Month,

    /// <summary>Three months: from January, April, July and October.</summary>
    Quarter,

    /// <summary>From January to December.</summary>
    Year,
}

/// <summary>One bin for each stretch of the calendar that the bounds of a column of days reach into.</summary>
/// <param name="Column">A column of the groups, of days.</param>
/// <param name="Unit">Which stretch.</param>
public sealed record BinsOfCalendar(string Column, CalendarUnit Unit) : Bins(Column);
