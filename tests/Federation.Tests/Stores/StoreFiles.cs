using System.Text.Json;
using DuckDB.NET.Data;
using Federation.Stores;
using Microsoft.Data.Sqlite;

namespace Federation.Tests.Stores;

/// <summary>Writes one table as a file of each kind, in a folder that goes away with it.</summary>
public sealed class StoreFiles : IDisposable
{
    private PostgresTables? _tables;

    public string Folder { get; } = Directory.CreateTempSubdirectory("federation-stores-").FullName;

    public void Dispose()
    {
        _tables?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Takes the data away from under a store.</summary>
    public void Remove(StoreOptions options)
    {
        if (options.Kind == StoreKind.Postgres)
        {
            _tables!.Drop(options);
        }
        else
        {
            File.Delete(options.Path);
        }
    }

    /// <summary>Puts the table of one SQLite file beside that of another.</summary>
    public static void CopyTable(StoreOptions from, StoreOptions to, string name)
    {
        using var connection = new SqliteConnection($"Data Source={to.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"ATTACH $path AS other; CREATE TABLE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" AS SELECT * FROM other.\"da\"\"ta\"";
        command.Parameters.AddWithValue("$path", from.Path);
        command.ExecuteNonQuery();
    }

    /// <summary>A store of that kind that is not there.</summary>
    public static StoreOptions Nowhere(StoreKind kind) => kind == StoreKind.Postgres
        ? PostgresTables.OptionsOf("public.nowhere at all")
        : new StoreOptions { Kind = kind, Path = "/nowhere/at-all", Table = "t" };

    public StoreOptions Write(StoreKind kind, StoreTable table)
    {
        var path = Path.Combine(Folder, $"{Guid.NewGuid():N}.{kind}");
        switch (kind)
        {
            case StoreKind.Csv:
                WriteCsv(path, table);
                break;
            case StoreKind.JsonLines:
                WriteJsonLines(path, table);
                break;
            case StoreKind.Parquet:
                WriteParquet(path, table);
                break;
            case StoreKind.Postgres:
                return (_tables ??= new PostgresTables()).Write(table);
            default:
                WriteSqlite(path, table);
                break;
        }

        return new StoreOptions { Kind = kind, Path = path, Table = kind == StoreKind.Sqlite ? "da\"ta" : null };
    }

    public string WriteText(string text, string name)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static void WriteCsv(string path, StoreTable table)
    {
        static string Field(string? text) =>
            text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var lines = table.Rows
            .Select(row => string.Join(',', row.Select(value => Field(StoreTable.TextOf(value)))))
            .Prepend(string.Join(',', table.Columns.Select(column => Field(column.Name))));
        File.WriteAllText(path, string.Join("\n", lines) + "\n");
    }

    private static void WriteJsonLines(string path, StoreTable table)
    {
        static object? Value(object? value) => value is DateOnly or DateTime
            || (value is double real && !double.IsFinite(real)) ? StoreTable.TextOf(value) : value;
        var rows = table.Rows.DefaultIfEmpty(new object?[table.Columns.Count]); // Without a line there are no columns.
        File.WriteAllLines(path, rows.Select(row => JsonSerializer.Serialize(
            table.Columns.Select((column, i) => (column.Name, Value: Value(row[i])))
                .ToDictionary(pair => pair.Name, pair => pair.Value))));
    }

    private static void WriteParquet(string path, StoreTable table)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"CREATE TABLE t ({Definitions(table)})");
        using (var appender = connection.CreateAppender("t"))
        {
            foreach (var row in table.Rows)
            {
                var target = appender.CreateRow();
                for (var i = 0; i < row.Length; i++)
                {
                    _ = (table.Columns[i].Type, row[i]) switch
                    {
                        (_, null) => target.AppendNullValue(),
                        ("BIGINT", long value) => target.AppendValue(value),
                        ("DOUBLE", double value) => target.AppendValue(value),
                        ("DOUBLE", long value) => target.AppendValue((double)value),
                        ("VARCHAR", string value) => target.AppendValue(value),
                        ("DATE", DateOnly value) => target.AppendValue(value),
                        ("TIMESTAMP", DateTime value) => target.AppendValue(value),
                        ("BOOLEAN", bool value) => target.AppendValue(value),
                        _ => target.AppendNullValue(),
                    };
                }

                target.EndRow();
            }
        }

        Execute(connection, $"COPY t TO '{path}' (FORMAT parquet)");
    }

    private static void WriteSqlite(string path, StoreTable table)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var create = connection.CreateCommand();
        create.CommandText = $"CREATE TABLE \"da\"\"ta\" ({Definitions(table).Replace("DOUBLE", "REAL", StringComparison.Ordinal)})";
        create.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO \"da\"\"ta\" VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        foreach (var row in table.Rows)
        {
            insert.Parameters.Clear();
            for (var i = 0; i < row.Length; i++)
            {
                var value = row[i] switch
                {
                    double.NaN => "NaN", // SQLite would store a NaN as NULL.
                    DateOnly or DateTime => StoreTable.TextOf(row[i]),
                    var other => other,
                };
                insert.Parameters.AddWithValue($"$p{i}", value ?? DBNull.Value);
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static string Definitions(StoreTable table) => string.Join(", ", table.Columns.Select(column =>
        $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {column.Type}"));

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
