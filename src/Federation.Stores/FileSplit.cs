using DuckDB.NET.Data;
using Federation.Stores.DuckDb;

namespace Federation.Stores;

/// <summary>Splits a file into files of its own kind, all records of one unit into the same one.</summary>
/// <remarks>For trying a federation out over one file. Which part a unit falls into tells nothing and guards nothing.
/// </remarks>
public static class FileSplit
{
    /// <summary>Writes the parts.</summary>
    /// <param name="kind">CSV, Parquet or JSON Lines.</param>
    /// <param name="path">The file.</param>
    /// <param name="unitColumn">The column of the privacy unit.</param>
    /// <param name="targets">The files to write, one a part.</param>
    /// <returns>How many records each part got.</returns>
    /// <exception cref="StoreUnavailableException">The file cannot be read, or has no such column.</exception>
    public static IReadOnlyList<long> Write(
        StoreKind kind, string path, string unitColumn, IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var source = FileSource.Of(kind, Path.GetFullPath(path));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        try
        {
            var columns = source.FindColumns(connection);
            var unit = columns.FirstOrDefault(column => column.Name == unitColumn)
                ?? throw new StoreUnavailableException(
                    $"The file has no column '{unitColumn}'. It has: "
                    + $"{string.Join(", ", columns.Select(column => column.Name))}.");
            var aliases = string.Join(", ", columns.Select(column => column.Alias));
            var named = string.Join(", ", columns.Select(column =>
                $"{column.Alias} AS \"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            return [.. targets.Select((target, part) => (long)Copy(
                connection,
                $"COPY (SELECT {named} FROM {source.Reader(columns)} AS source({aliases}) "
                + $"WHERE hash({unit.Alias}) % {targets.Count} = {part}) "
                + $"TO {DuckDbText.Literal(target)} ({FormOf(kind)})"))];
        }
        catch (DuckDBException)
        {
            throw new StoreUnavailableException(source.Malformed);
        }
    }

    private static string FormOf(StoreKind kind) => kind switch
    {
        StoreKind.Csv => "FORMAT csv, HEADER true",
        StoreKind.Parquet => "FORMAT parquet",
        _ => "FORMAT json",
    };

    private static int Copy(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
