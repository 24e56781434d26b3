using System.Globalization;

namespace Federation.Tests.Stores;

/// <summary>A small table that every engine can be filled with; values are null, long, double, string, bool, DateOnly or
/// DateTime.</summary>
public sealed record StoreTable(IReadOnlyList<StoreTableColumn> Columns, IReadOnlyList<object?[]> Rows)
{
    public StoreTable Reversed() => this with { Rows = [.. Rows.Reverse()] };

    /// <summary>The text a value has in files of text; null for NULL.</summary>
    public static string? TextOf(object? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>A column and the type it has in engines that have types: BIGINT, DOUBLE, VARCHAR, BOOLEAN, DATE or
/// TIMESTAMP.</summary>
public sealed record StoreTableColumn(string Name, string Type);
