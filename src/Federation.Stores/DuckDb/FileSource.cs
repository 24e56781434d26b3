using System.Globalization;
using DuckDB.NET.Data;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>One kind of file: which columns it has, and how DuckDB is told to read it strictly.</summary>
internal abstract class FileSource
{
    /// <summary>The path in every statement of the source.</summary>
    public required string Path { get; init; }

    /// <summary>Which alias the first column gets.</summary>
    public int FirstOrdinal { get; init; }

    /// <summary>True if only a full scan shows that the file is well formed.</summary>
    public virtual bool NeedsScan => true;

    /// <summary>What to tell the holder when the engine refuses the file.</summary>
    public abstract string Malformed { get; }

    /// <summary>The source for a kind of file.</summary>
    public static FileSource Of(StoreKind kind, string path, int firstOrdinal = 0) => kind switch
    {
        StoreKind.Csv => new CsvSource { Path = path, FirstOrdinal = firstOrdinal },
        StoreKind.JsonLines => new JsonLinesSource { Path = path, FirstOrdinal = firstOrdinal },
        StoreKind.Parquet => new ParquetSource { Path = path, FirstOrdinal = firstOrdinal },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Finds the columns: names with engine types and forms.</summary>
    /// <exception cref="StoreUnavailableException">The file is not what it should be.</exception>
    public abstract IReadOnlyList<SourceColumn> FindColumns(DuckDBConnection connection);

    /// <summary>The table function that reads the file, yielding the columns in order under any names.</summary>
    public abstract string Reader(IReadOnlyList<SourceColumn> columns);

    /// <summary>Makes a view whose rows know their places in the file; null where they have none.</summary>
    public virtual PlacedRows? Place(DuckDBConnection connection, SourceLayout layout) => null;

    /// <summary>The alias of the column at an ordinal.</summary>
    protected string Alias(int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"c{FirstOrdinal + ordinal}");

    /// <summary>Asks the engine for names and types of a table function.</summary>
    internal static List<(string Name, string Type)> Describe(DuckDBConnection connection, string reader)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {reader}";
        using var rows = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (rows.Read())
        {
            columns.Add((rows.GetString(0), rows.GetString(1)));
        }

        return columns;
    }
}
