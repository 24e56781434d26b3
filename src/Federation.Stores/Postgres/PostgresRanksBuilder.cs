using Federation.Privacy.Schemas;
using Federation.Stores.Statements;
using Npgsql;

namespace Federation.Stores.Postgres;

/// <summary>Makes a holder's table of ranks, under a role that may: never under the one that serves.</summary>
/// <remarks>
/// All in one transaction, which writers of the table wait for: nobody meets half of it. Tables are dropped and made
/// anew, never emptied, so that an old snapshot does not take an old mark for one of the new table.
/// </remarks>
internal static class PostgresRanksBuilder
{
    /// <summary>Builds, or builds anew.</summary>
    /// <param name="options">The store, with a role that owns the table and may create beside it.</param>
    /// <param name="table">Where the ranks go.</param>
    /// <param name="shape">The declared dataset.</param>
    /// <param name="reader">The role that serves; it is allowed to read the ranks.</param>
    /// <param name="key">The lineage's secret.</param>
    /// <exception cref="StoreUnavailableException">It cannot be built; the message holds no data.</exception>
    public static void Build(
        StoreOptions options, PostgresRanksTable table, DatasetShape shape, string reader, SelectionKey key)
    {
        var source = options.Table ?? throw new StoreUnavailableException("A PostgreSQL store needs a table.");
        using var pool = PostgresSession.Pool(options.Server!, options);
        using var connection = pool.OpenConnection();
        using var transaction = connection.BeginTransaction();
        var (schema, name) = PostgresRanksTable.Split(source);
        var quoted = $"{PostgresRanksTable.Quote(schema)}.{PostgresRanksTable.Quote(name)}";
        Run(connection, "SET TRANSACTION READ WRITE");
        Run(connection, "SET LOCAL statement_timeout = 0");
        Run(connection, $"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE");
        Clear(connection, table);
        var layout = PostgresColumns.Find(connection, source);
        Fill(connection, table, layout, shape, key);
        Watch(connection, table, quoted, reader);
        var columns = shape.Columns.Select(column => layout.Find(column.Name)).ToArray();
        var seal = new PostgresRanks(source, table, shape, columns, key).Seal(connection)
            ?? throw new StoreUnavailableException(
                "Ranks go only beside a plain table: no view, partition, child, subscription or row security.");
        Run(connection, $"INSERT INTO {table.QuotedSeal} VALUES ($1)", seal);
        transaction.Commit();
        using var vacuum = new NpgsqlCommand($"VACUUM (ANALYZE) {table.Quoted}", connection) { CommandTimeout = 0 };
        vacuum.ExecuteNonQuery();
    }

    /// <summary>Removes what was built before; a table that has no seal beside it is somebody else's.</summary>
    private static void Clear(NpgsqlConnection connection, PostgresRanksTable table)
    {
        var isThere = Exists(connection, table.Quoted);
        if (isThere && !Exists(connection, table.QuotedSeal))
        {
            throw new StoreUnavailableException(
                "The table that ranks should go to exists and is no table of ranks. Name another.");
        }

        Run(connection, $"DROP TABLE IF EXISTS {table.Quoted}, {table.QuotedSeal}");
        Run(connection, $"DROP FUNCTION IF EXISTS {table.QuotedTouch}() CASCADE"); // With its triggers.
    }

    private static void Fill(
        NpgsqlConnection connection, PostgresRanksTable table, SourceLayout layout, DatasetShape shape,
        SelectionKey key)
    {
        var statement = new Statement();
        var ranked = new BoundedRecords(new PostgresDialect(key), layout, shape).ForIndex(0, 1, statement);
        Run(connection, $"CREATE TABLE {table.Quoted} AS {ranked} ORDER BY n", [.. statement.Parameters]);
        Run(connection, $"ALTER TABLE {table.Quoted} ADD PRIMARY KEY (u, n)");
    }

    private static void Watch(
        NpgsqlConnection connection, PostgresRanksTable table, string source, string reader)
    {
        Run(connection, $"CREATE TABLE {table.QuotedSeal} (seal text)");
        var body = table.TouchBody.Replace("'", "''", StringComparison.Ordinal);
        Run(connection, $"CREATE FUNCTION {table.QuotedTouch}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            + $"SET search_path = pg_catalog, pg_temp AS '{body}'");
        foreach (var watched in new[] { source, table.Quoted })
        {
            Run(connection, $"CREATE TRIGGER {PostgresRanksTable.Trigger} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE "
                + $"ON {watched} FOR EACH STATEMENT EXECUTE FUNCTION {table.QuotedTouch}()");
            Run(connection, $"ALTER TABLE {watched} ENABLE ALWAYS TRIGGER {PostgresRanksTable.Trigger}");
        }

        Run(connection, $"GRANT SELECT ON {table.Quoted}, {table.QuotedSeal} "
            + $"TO {PostgresRanksTable.Quote(reader)}");
    }

    private static bool Exists(NpgsqlConnection connection, string quoted)
    {
        using var command = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = quoted });
        return (bool)command.ExecuteScalar()!;
    }

    private static void Run(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.ExecuteNonQuery();
    }
}
