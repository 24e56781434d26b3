namespace Federation.Stores;

/// <summary>Where a holder's data are and what the engine may use to read them.</summary>
public sealed record StoreOptions
{
    /// <summary>The form of the data.</summary>
    public required StoreKind Kind { get; init; }

    /// <summary>The file; a literal path, never a pattern.</summary>
    public required string Path { get; init; }

    /// <summary>The table or view to read, for SQLite; null for the other kinds.</summary>
    public string? Table { get; init; }

    /// <summary>The most memory DuckDB may take, in MiB; at least 64. Nothing is ever spilled to disk.</summary>
    public int MemoryMebibytes { get; init; } = 4096;

    /// <summary>How many threads DuckDB may use; at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
