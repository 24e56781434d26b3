using Federation.Stores;
using Npgsql;
using NpgsqlTypes;

namespace Federation.Tests.Stores;

/// <summary>Tables of a private server, in a schema of their own that goes away with this.</summary>
public sealed class PostgresTables : IDisposable
{
    private const string Variable = "FEDERATION_TEST_POSTGRES";
    private readonly string _schema = $"te\"st {Guid.NewGuid():N}";

    public PostgresTables() => Execute($"CREATE SCHEMA {Quote(_schema)}");

    public static void SkipWithoutServer() => Assert.SkipWhen(
        Environment.GetEnvironmentVariable(Variable) is null, $"{Variable} names no PostgreSQL server.");

    public static StoreOptions OptionsOf(string table)
    {
        var address = Environment.GetEnvironmentVariable(Variable)!.Split(':');
        return new StoreOptions
        {
            Kind = StoreKind.Postgres,
            Path = "",
            Table = table,
            Server = new PostgresServer(
                address[0], int.Parse(address[1], null), "postgres", "federation", PasswordFile: null, AuthorityFile: null),
        };
    }

    public void Dispose() => Execute($"DROP SCHEMA {Quote(_schema)} CASCADE");

    public StoreOptions Write(StoreTable table)
    {
        var (name, columns) = ($"da\"ta {Guid.NewGuid():N}", table.Columns.Select(column => Quote(column.Name)).ToArray());
        var types = table.Columns.Select(column => TypeOf(column.Type)).ToArray();
        Execute($"CREATE TABLE {Quote(_schema)}.{Quote(name)} ({string.Join(", ", columns.Zip(types, (column, type) => $"{column} {type.Name}"))})");
        using var connection = Connect();
        using var copy = connection.BeginBinaryImport(
            $"COPY {Quote(_schema)}.{Quote(name)} ({string.Join(", ", columns)}) FROM STDIN (FORMAT binary)");
        foreach (var row in table.Rows)
        {
            copy.StartRow();
            foreach (var (value, type) in row.Zip(types))
            {
                if (value is null)
                {
                    copy.WriteNull();
                }
                else
                {
                    copy.Write(type.Code == NpgsqlDbType.Double && value is long whole ? (double)whole : value, type.Code);
                }
            }
        }

        copy.Complete();
        return OptionsOf($"{_schema}.{name}");
    }

    /// <summary>Makes a table by a statement over <c>@</c>, which stands for its name.</summary>
    public StoreOptions Make(string sql)
    {
        var name = $"made {Guid.NewGuid():N}";
        Execute(sql.Replace("@", $"{Quote(_schema)}.{Quote(name)}", StringComparison.Ordinal));
        return OptionsOf($"{_schema}.{name}");
    }

    public void Drop(StoreOptions options) =>
        Execute($"DROP TABLE {Quote(_schema)}.{Quote(options.Table![(_schema.Length + 1)..])}");

    private static (string Name, NpgsqlDbType Code) TypeOf(string type) => type switch
    {
        "BIGINT" => ("bigint", NpgsqlDbType.Bigint),
        "DOUBLE" => ("double precision", NpgsqlDbType.Double),
        "DATE" => ("date", NpgsqlDbType.Date),
        "TIMESTAMP" => ("timestamp", NpgsqlDbType.Timestamp),
        "BOOLEAN" => ("boolean", NpgsqlDbType.Boolean),
        _ => ("text", NpgsqlDbType.Text),
    };

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static NpgsqlConnection Connect()
    {
        var server = OptionsOf("").Server!;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Database = server.Database,
            Username = server.Username,
            GssEncryptionMode = GssEncryptionMode.Disable, // Else it asks the network for a ticket first.
        }.ToString());
        connection.Open();
        return connection;
    }

    public static void Execute(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The one value of a query, as text.</summary>
    public static string? Scalar(string sql)
    {
        using var connection = Connect();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()?.ToString();
    }
}
