using Npgsql;

namespace Federation.Stores.Postgres;

/// <summary>The tables of a PostgreSQL server that a table or view reads, through views and partitions.</summary>
internal static class PostgresSources
{
    private const string TablesOf = """
        WITH RECURSIVE edges(above, below) AS (
          SELECT r.ev_class, d.refobjid
          FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_class'::regclass
          UNION ALL SELECT inhrelid, inhparent FROM pg_inherits),
        used(oid) AS (
          SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = $1 AND c.relname = $2
          UNION SELECT edges.below FROM used JOIN edges ON edges.above = used.oid)
        SELECT n.nspname || '.' || c.relname
        FROM used JOIN pg_class c ON c.oid = used.oid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'f') ORDER BY 1
        """;

    /// <summary>The names of the base tables behind the server's own identity and the database.</summary>
    public static IReadOnlyList<string> Find(StoreOptions options)
    {
        var server = options.Server ?? throw new StoreUnavailableException("A PostgreSQL store needs a server.");
        var names = (options.Table ?? "").Split('.');
        if (names.Length != 2)
        {
            throw new StoreUnavailableException("A PostgreSQL store needs a table with its schema.");
        }

        using var pool = PostgresSession.Pool(server, options);
        using var connection = pool.OpenConnection();
        var place = $"postgres:{IdentityOf(connection, server)}/{server.Database}";
        using var command = connection.CreateCommand();
        command.CommandText = TablesOf;
        command.Parameters.AddWithValue(names[0]);
        command.Parameters.AddWithValue(names[1]);
        using var rows = command.ExecuteReader();
        var tables = new List<string>();
        while (rows.Read())
        {
            tables.Add($"{place}#{rows.GetString(0)}");
        }

        return tables.Count > 0 ? tables : [$"{place}#{options.Table}"];
    }

    /// <summary>A server is the same under every address; where it does not tell, its address has to do.</summary>
    private static string IdentityOf(NpgsqlConnection connection, PostgresServer server)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT system_identifier::text FROM pg_control_system()";
            return (string)command.ExecuteScalar()!;
        }
        catch (PostgresException)
        {
            return $"{server.Host}:{server.Port}";
        }
    }
}
