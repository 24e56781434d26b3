using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Parquet;
using Parquet.Schema;

namespace Federation.Cli.Demo;

/// <summary>Writes records in the forms that the embedded stores read.</summary>
internal static class DemoTables
{
    private static readonly JsonSerializerOptions JsonShape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Name, Type Type, Func<DemoRecord, object?> Read)[] Columns =
    [
        ("person_id", typeof(string), record => record.PersonId),
        ("year", typeof(int), record => record.Year),
        ("name", typeof(string), record => record.Name),
        ("sex", typeof(string), record => record.Sex),
        ("age", typeof(int), record => record.Age),
        ("city", typeof(string), record => record.City),
        ("education", typeof(string), record => record.Education),
        ("employed", typeof(bool), record => record.Employed),
        ("income", typeof(double?), record => record.Income),
        ("email", typeof(string), record => record.Email),
        ("phone", typeof(string), record => record.Phone),
        ("resident_id", typeof(string), record => record.ResidentId),
    ];

    /// <summary>One JSON object a line.</summary>
    public static async Task WriteJsonLinesAsync<T>(
        string path, IEnumerable<T> records, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(path);
        foreach (var record in records)
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(record, JsonShape).AsMemory(), cancellationToken);
        }
    }

    /// <summary>One Parquet file with one row group.</summary>
    public static async Task WriteParquetAsync(
        string path, IReadOnlyList<DemoRecord> records, CancellationToken cancellationToken)
    {
        var fields = Columns.Select(column => new DataField(column.Name, column.Type)).ToArray();
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(fields), file, cancellationToken: cancellationToken);
        using var group = writer.CreateRowGroup();
        foreach (var (field, column) in fields.Zip(Columns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = records.Select(column.Read);
            await (column.Type == typeof(string) ? group.WriteAsync(field, values.Cast<string>().ToArray())
                : column.Type == typeof(int) ? WriteAsync<int>(group, field, values, cancellationToken)
                : column.Type == typeof(bool) ? WriteAsync<bool>(group, field, values, cancellationToken)
                : group.WriteAsync<double>(
                    field, values.Select(value => (double?)value).ToArray(), cancellationToken: cancellationToken));
        }
    }

    /// <summary>One SQLite file with the table <c>people</c>.</summary>
    public static async Task WriteSqliteAsync(
        string path, IReadOnlyList<DemoRecord> records, CancellationToken cancellationToken)
    {
        File.Delete(path);
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        await using var connection = new SqliteConnection(source.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
        await using var create = connection.CreateCommand();
        create.Transaction = transaction;
        create.CommandText = """
            CREATE TABLE people (
              person_id TEXT NOT NULL, year INTEGER NOT NULL, name TEXT, sex TEXT, age INTEGER, city TEXT,
              education TEXT, employed INTEGER, income REAL, email TEXT, phone TEXT, resident_id TEXT)
            """;
        await create.ExecuteNonQueryAsync(cancellationToken);
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText =
            "INSERT INTO people VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        var parameters = Columns.Select((_, place) => insert.Parameters.AddWithValue($"${place}", "")).ToArray();
        foreach (var record in records)
        {
            foreach (var (parameter, column) in parameters.Zip(Columns))
            {
                parameter.Value = column.Read(record) ?? DBNull.Value;
            }

            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static Task WriteAsync<T>(
        ParquetRowGroupWriter group, DataField field, IEnumerable<object?> values, CancellationToken cancellationToken)
        where T : struct =>
        group.WriteAsync<T>(field, values.Select(value => (T)value!).ToArray(), cancellationToken: cancellationToken);
}
