namespace Federation.Stores;

/// <summary>Where a holder's data are and what the engine may use to read them.</summary>
public sealed record StoreOptions
{
    /// <summary>The form of the data.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The file; a literal path, never a pattern. Empty for PostgreSQL.</summary>
    public required string Path { get; init; }

    /// <summary>The server, for PostgreSQL; null for the other kinds.</summary>
    public PostgresServer? Server { get; init; }

    /// <summary>The table or view to read, for SQLite and (with its schema: <c>schema.table</c>) PostgreSQL.</summary>
    public string? Table { get; init; }

    /// <summary>The table of ranks beside it, <c>schema.table</c>, in PostgreSQL; null where there is none.</summary>
    public string? Ranks { get; init; }

    /// <summary>What the table is joined with, on the privacy unit; null where it stands alone.</summary>
    public JoinedView? View { get; init; }

    /// <summary>The other side of the view as a store of its own; null without a view.</summary>
    internal StoreOptions? Right => View is { } view
        ? this with { Path = view.Path, Table = view.Table, View = null, Index = null, Ranks = null } : null;

    /// <summary>The most memory DuckDB may take, in MiB; at least 64. Nothing is ever spilled to disk.</summary>
    /// <remarks>PostgreSQL is told to take a sixteenth for a step of a statement; what it does beyond is its own.
    /// </remarks>
    public int MemoryMebibytes { get; init; } = 4096;

    /// <summary>The index of the records that count, for DuckDB and PostgreSQL; null to do without.</summary>
    public ContributionIndexOptions? Index { get; init; }

    /// <summary>How long a statement may run in PostgreSQL, in seconds; at least 1.</summary>
    public int StatementSecondsMax { get; init; } = 600;

    /// <summary>How many threads DuckDB may use; at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
