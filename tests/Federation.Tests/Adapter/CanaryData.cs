using DuckDB.NET.Data;
using Federation.Stores;
using Microsoft.Data.Sqlite;

namespace Federation.Tests.Adapter;

/// <summary>Stores with a secret in every column, in the ids of people and in the name of the file.</summary>
internal static class CanaryData
{
    public const string Word = "CANARY7Q2X";
    public const string Number = "73918271";

    private static readonly string[] Rows =
    [
        $"'{Word}-1', 'f', {Number}, 'mail {Word}@example.org'",
        $"'{Word}-2', '{Word}', 30, 'call me'",
        $"'3', 'm', {Number}, '{Word}'",
    ];

    public static StoreOptions Csv(string folder)
    {
        var path = PathOf(folder, "csv");
        var rows = Rows.Select(row => row.Replace("'", "", StringComparison.Ordinal)
            .Replace(", ", ",", StringComparison.Ordinal));
        File.WriteAllLines(path, rows.Prepend("pid,sex,age,note"));
        return new StoreOptions { Kind = StoreKind.Csv, Path = path };
    }

    public static StoreOptions Parquet(string folder)
    {
        var path = PathOf(folder, "parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM (VALUES {Values}) AS t(pid, sex, age, note)) TO '{path}' "
            + "(FORMAT parquet)";
        command.ExecuteNonQuery();
        return new StoreOptions { Kind = StoreKind.Parquet, Path = path };
    }

    /// <summary>A file whose footer is whole and whose pages are not: that shows only when it is read.</summary>
    public static StoreOptions CorruptParquet(string folder)
    {
        var options = Parquet(folder);
        var bytes = File.ReadAllBytes(options.Path);
        var end = bytes.AsSpan().LastIndexOf(System.Text.Encoding.UTF8.GetBytes("schema")) / 2;
        bytes.AsSpan(4, Math.Max(16, end)).Fill(0xAA);
        File.WriteAllBytes(options.Path, bytes);
        return options;
    }

    public static StoreOptions Sqlite(string folder)
    {
        var path = PathOf(folder, "sqlite");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE people (pid, sex, age, note); INSERT INTO people VALUES {Values}";
        command.ExecuteNonQuery();
        return new StoreOptions { Kind = StoreKind.Sqlite, Path = path, Table = "people" };
    }

    private static string Values => string.Join(", ", Rows.Select(row => $"({row})"));

    private static string PathOf(string folder, string kind) => Path.Combine(folder, $"people-{Word}.{kind}");
}
