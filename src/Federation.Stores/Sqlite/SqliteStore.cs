using Federation.Stores.Statements;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Federation.Stores.Sqlite;

/// <summary>A table or view of a SQLite file, opened read-only for each statement.</summary>
internal sealed class SqliteStore : SqlStore
{
    private const int InstructionsBetweenChecks = 10_000;

    /// <summary>How long to wait for a writer's lock; it does not limit a statement that runs.</summary>
    private const int LockWaitSeconds = 3;

    private readonly string _path;
    private readonly SelectionKey _key;

    private SqliteStore(string path, SelectionKey key, SourceLayout layout)
    {
        (_path, _key, Layout, Dialect) = (path, key, layout, new SqliteDialect(key));
    }

    /// <inheritdoc/>
    protected override SourceLayout Layout { get; }

    /// <inheritdoc/>
    protected override Dialect Dialect { get; }

    /// <summary>Opens the database once to learn the table's columns.</summary>
    /// <exception cref="StoreUnavailableException">The file or the table is missing, or it is no database.</exception>
    public static SqliteStore Open(StoreOptions options, SelectionKey key)
    {
        var table = options.Table ?? throw new StoreUnavailableException("A SQLite store needs the name of a table.");
        var path = Path.GetFullPath(options.Path);
        try
        {
            using var connection = Connect(path);
            var layout = Find(connection, table, firstOrdinal: 0);
            if (options.View is { Table: { } right } view)
            {
                layout = JoinedLayout.Of(
                    layout, Find(connection, right, layout.Columns.Count), view.On, new SqliteDialect(key));
            }

            return new SqliteStore(path, key, layout);
        }
        catch (SqliteException)
        {
            throw new StoreUnavailableException("The file is not a SQLite database that can be read.");
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override RunningStatement Start(Statement statement, CancellationToken cancellationToken)
    {
        var connection = Connect(_path);
        SqliteFunctions.Register(connection, _key);
        raw.sqlite3_progress_handler(
            connection.Handle,
            InstructionsBetweenChecks,
            _ => cancellationToken.IsCancellationRequested ? 1 : 0,
            null);
        var command = connection.CreateCommand();
        command.CommandText = statement.Sql;
        for (var i = 0; i < statement.Parameters.Count; i++)
        {
            command.Parameters.AddWithValue($"${Statement.Literal(i + 1)}", statement.Parameters[i]);
        }

        return new RunningStatement(connection, command, default(CancellationTokenRegistration));
    }

    /// <summary>Opens the file read-only. Sorting stays in memory: a temporary file would hold raw data.</summary>
    internal static SqliteConnection Connect(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreUnavailableException("The file of the store does not exist.");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = LockWaitSeconds,
        }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA query_only=1; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=0";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static SourceLayout Find(SqliteConnection connection, string table, int firstOrdinal)
    {
        var columns = FindColumns(connection, table, firstOrdinal);
        var aliased = columns.Select(column => $"{Quote(column.Name)} AS {column.Alias}");
        return columns.Count > 0
            ? new SourceLayout(columns, $"(SELECT {string.Join(", ", aliased)} FROM {Quote(table)})")
            : throw new StoreUnavailableException($"The database has no table or view '{table}'.");
    }

    private static List<SourceColumn> FindColumns(SqliteConnection connection, string table, int firstOrdinal)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, type FROM pragma_table_info($1)";
        command.Parameters.AddWithValue("$1", table);
        using var rows = command.ExecuteReader();
        var columns = new List<SourceColumn>();
        while (rows.Read())
        {
            columns.Add(new SourceColumn(rows.GetString(0), rows.GetString(1), ColumnForm.Dynamic,
                $"c{Statement.Literal(firstOrdinal + columns.Count)}"));
        }

        return columns;
    }

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
