using System.Security.Cryptography;
using System.Text;
using Federation.Privacy.Schemas;
using Federation.Stores.Statements;
using Npgsql;

namespace Federation.Stores.Postgres;

/// <summary>A holder's table of ranks, and how a statement knows in its own snapshot that it still fits the data.
/// </summary>
/// <remarks>
/// <para>The table's primary key is (unit, rank), so no unit can have more than C rows with ranks from 1 to C, whoever
/// wrote it. Beside it lies a table of one row, the seal: HMAC under the selection key over what was declared and which
/// tables, in which files on disk, it was made of. Triggers of both tables, on every statement that may change them,
/// add a row without a seal, in the writer's own transaction: so a snapshot sees a change and its mark, or
/// neither.</para>
/// <para>What is not as it should be, in any of this, leaves a statement to rank the records itself.</para>
/// </remarks>
internal sealed class PostgresRanks(
    string source, PostgresRanksTable table, DatasetShape shape, IReadOnlyList<SourceColumn> columns, SelectionKey key)
{
    private const string Form = "federation ranks 2";

    /// <summary>After each statement, for insert, delete, update and truncate: the engine's bits.</summary>
    private const int TriggerType = 4 + 8 + 16 + 32;

    private const string State = """
        SELECT s.oid::text, s.relfilenode::text, r.oid::text, r.relfilenode::text,
            s.relkind = 'r' AND r.relkind = 'r' AND NOT s.relispartition AND NOT r.relispartition
            AND NOT s.relhassubclass AND NOT r.relhassubclass AND NOT s.relrowsecurity AND NOT r.relrowsecurity
            AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid IN (s.oid, r.oid))
            AND NOT EXISTS (SELECT FROM pg_subscription_rel WHERE srrelid IN (s.oid, r.oid))
            AND (SELECT count(DISTINCT t.tgrelid) FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
                WHERE t.tgrelid IN (s.oid, r.oid) AND t.tgenabled = 'A' AND t.tgtype = $5 AND t.tgqual IS NULL
                    AND t.tgattr = ''::int2vector AND p.prosrc = $6 AND p.prosecdef) = 2
            AND EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = r.oid AND k.contype = 'p'
                AND NOT k.condeferrable AND k.conkey = ARRAY(SELECT a.attnum FROM pg_attribute AS a
                    WHERE a.attrelid = r.oid AND a.attname IN ('u', 'n') ORDER BY a.attnum))
        FROM pg_class AS s JOIN pg_namespace AS sn ON sn.oid = s.relnamespace,
            pg_class AS r JOIN pg_namespace AS rn ON rn.oid = r.relnamespace
        WHERE sn.nspname = $1 AND s.relname = $2 AND rn.nspname = $3 AND r.relname = $4
        """;

    /// <summary>The ranked relation.</summary>
    public RankedSource Ranked { get; } = new(table.Quoted, shape);

    /// <summary>Whether the table fits, in the snapshot that a transaction takes with this.</summary>
    /// <exception cref="PostgresException">A table is missing or may not be read: the transaction is lost.</exception>
    public bool Fit(NpgsqlConnection connection)
    {
        // Locks come before the snapshot: what is emptied or replaced in between would look like a table without rows.
        Run(connection, $"LOCK TABLE {Quoted(source)}, {table.Quoted}, {table.QuotedSeal} IN ACCESS SHARE MODE");
        var expected = Seal(connection);
        using var command = new NpgsqlCommand($"SELECT count(*), min(seal) FROM {table.QuotedSeal}", connection);
        using var rows = command.ExecuteReader();
        return rows.Read() && expected is not null && rows.GetInt64(0) == 1 && !rows.IsDBNull(1)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(rows.GetString(1)), Encoding.UTF8.GetBytes(expected));
    }

    /// <summary>The seal of the tables as they are; null where they are not as they must be.</summary>
    public string? Seal(NpgsqlConnection connection)
    {
        var (schema, name) = PostgresRanksTable.Split(source);
        using var command = new NpgsqlCommand(State, connection);
        foreach (var value in new object[] { schema, name, table.Schema, table.Name, TriggerType, table.TouchBody })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        using var rows = command.ExecuteReader();
        if (!rows.Read() || !rows.GetBoolean(4))
        {
            return null;
        }

        var message = new MemoryStream();
        IndexOrigin.Write(message, Form);
        IndexOrigin.Write(message, source);
        for (var i = 0; i < 4; i++)
        {
            IndexOrigin.Write(message, rows.GetString(i));
        }

        IndexOrigin.Write(message, shape, columns);
        return Convert.ToHexStringLower(key.OfIndex(message.ToArray()));
    }

    private static string Quoted(string table)
    {
        var (schema, name) = PostgresRanksTable.Split(table);
        return $"{PostgresRanksTable.Quote(schema)}.{PostgresRanksTable.Quote(name)}";
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
