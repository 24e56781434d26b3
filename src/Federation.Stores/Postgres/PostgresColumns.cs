using Federation.Stores.Statements;
using Npgsql;

namespace Federation.Stores.Postgres;

/// <summary>The columns of a table, and the relation that gives them under their aliases.</summary>
internal static class PostgresColumns
{
    /// <summary>A domain is read as its base; a type of another schema than the system's is not trusted by its name.
    /// </summary>
    private const string Query = """
        SELECT a.attname, CASE WHEN coalesce(b.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace
            THEN coalesce(b.typname, t.typname)::text ELSE 'other' END
        FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_type AS t ON t.oid = a.atttypid
            LEFT JOIN pg_type AS b ON t.typtype = 'd' AND b.oid = t.typbasetype
        WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
            AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """;

    /// <summary>Finds the columns of <c>schema.table</c>.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="firstOrdinal">Which alias its first column gets.</param>
    /// <exception cref="StoreUnavailableException">There is no such table or view.</exception>
    public static SourceLayout Find(NpgsqlConnection connection, string table, int firstOrdinal = 0)
    {
        var dot = table.IndexOf('.', StringComparison.Ordinal);
        var (schema, name) = dot > 0
            ? (table[..dot], table[(dot + 1)..])
            : throw new StoreUnavailableException("A PostgreSQL store needs a table with its schema: schema.table.");
        using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = schema });
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        using var rows = command.ExecuteReader();
        var columns = new List<SourceColumn>();
        while (rows.Read())
        {
            var type = rows.GetString(1);
            columns.Add(new SourceColumn(
                rows.GetString(0), type, FormOf(type), $"c{Statement.Literal(firstOrdinal + columns.Count)}"));
        }

        return columns.Count > 0
            ? new SourceLayout(columns, $"(SELECT {string.Join(", ", columns.Select(Aliased))} "
                + $"FROM {Quote(schema)}.{Quote(name)}) AS source")
            : throw new StoreUnavailableException($"The database has no table or view '{table}' with columns.");
    }

    /// <summary>How a type of the engine is read.</summary>
    public static ColumnForm FormOf(string type) => type switch
    {
        "text" or "varchar" or "bpchar" or "name" => ColumnForm.Text,
        "int2" or "int4" or "int8" => ColumnForm.Whole,
        "float4" or "float8" or "numeric" => ColumnForm.Real,
        "bool" => ColumnForm.Truth,
        "date" => ColumnForm.Day,
        "timestamp" or "timestamptz" => ColumnForm.Moment,
        "bytea" => ColumnForm.Bytes,
        _ => ColumnForm.Other,
    };

    /// <summary>Text compares by its bytes, whatever collation the table gives it.</summary>
    private static string Aliased(SourceColumn column) => column.Form == ColumnForm.Text
        ? $"CAST({Quote(column.Name)} AS text) COLLATE \"C\" AS {column.Alias}"
        : $"{Quote(column.Name)} AS {column.Alias}";

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
