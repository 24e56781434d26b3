namespace Federation.Stores;

/// <summary>The forms of data that can be read.</summary>
public enum StoreKind
{
    /// <summary>Comma-separated values (RFC 4180) in UTF-8 with a header line, read by DuckDB.</summary>
    Csv,

    /// <summary>An Apache Parquet file, read by DuckDB.</summary>
    Parquet,

    /// <summary>One JSON object a line, in UTF-8, read by DuckDB.</summary>
    JsonLines,

    /// <summary>A table or view of a SQLite database file, opened read-only.</summary>
    Sqlite,

    /// <summary>A table or view of a PostgreSQL server.</summary>
    Postgres,
}
