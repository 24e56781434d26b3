namespace Federation.Stores.Postgres;

/// <summary>The names around a table of ranks: the seal beside it and the function that marks a change.</summary>
internal sealed class PostgresRanksTable
{
    /// <summary>The trigger on both tables.</summary>
    public const string Trigger = "federation_touch";

    /// <summary>Takes <c>schema.table</c>.</summary>
    /// <exception cref="StoreUnavailableException">It is none.</exception>
    public PostgresRanksTable(string table) => (Schema, Name) = Split(table);

    /// <summary>The schema of all three.</summary>
    public string Schema { get; }

    /// <summary>The table.</summary>
    public string Name { get; }

    /// <summary>The table, as a statement names it.</summary>
    public string Quoted => In(Name);

    /// <summary>The table of the seal.</summary>
    public string QuotedSeal => In(Name + "_seal");

    /// <summary>The function that marks a change.</summary>
    public string QuotedTouch => In(Name + "_touch");

    /// <summary>What the function does: one mark is enough, and two writers never wait for each other.</summary>
    public string TouchBody => $"BEGIN INSERT INTO {QuotedSeal} SELECT NULL "
        + $"WHERE NOT EXISTS (SELECT FROM {QuotedSeal} WHERE seal IS NULL); RETURN NULL; END";

    /// <summary>Takes a name with its schema apart.</summary>
    /// <exception cref="StoreUnavailableException">It is none.</exception>
    public static (string Schema, string Name) Split(string table) => table.Split('.', 2) is [var schema, var name]
        ? (schema, name)
        : throw new StoreUnavailableException("A PostgreSQL store needs a table with its schema: schema.table.");

    /// <summary>Quotes an identifier.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private string In(string name) => $"{Quote(Schema)}.{Quote(name)}";
}
