using System.Globalization;
using DuckDB.NET.Data;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>Parquet: typed columns, read as they are.</summary>
internal sealed class ParquetSource : FileSource
{
    private const string RowNumber = "file_row_number";

    /// <inheritdoc/>
    public override string Malformed => "The file is not a Parquet file that can be read.";

    /// <inheritdoc/>
    public override bool NeedsScan => false;

    /// <inheritdoc/>
    public override IReadOnlyList<SourceColumn> FindColumns(DuckDBConnection connection) =>
        [.. Describe(connection, Reader([])).Select((column, i) =>
            new SourceColumn(column.Name, column.Type, FormOf(column.Type), Alias(i)))];

    /// <inheritdoc/>
    public override string Reader(IReadOnlyList<SourceColumn> columns) => $"read_parquet({DuckDbText.Literal(Path)})";

    /// <summary>The engine numbers the rows of a file, unless a column of the data has that name.</summary>
    public override PlacedRows? Place(DuckDBConnection connection, SourceLayout layout)
    {
        if (layout.Columns.Any(column => column.Name.Equals(RowNumber, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        using var command = connection.CreateCommand();
        var aliases = string.Join(", ", layout.Columns.Select(column => column.Alias));
        command.CommandText = $"CREATE VIEW placedrows AS SELECT * FROM "
            + $"read_parquet({DuckDbText.Literal(Path)}, {RowNumber}=true) AS source({aliases}, place)";
        command.ExecuteNonQuery();
        command.CommandText = $"SELECT count(*) FROM {layout.Relation}";
        return new PlacedRows(
            "placedrows", "place", Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));
    }

    /// <summary>How a type of the engine is read.</summary>
    public static ColumnForm FormOf(string type) => type switch
    {
        "VARCHAR" => ColumnForm.Text,
        "BOOLEAN" => ColumnForm.Truth,
        "BLOB" => ColumnForm.Bytes,
        "DATE" => ColumnForm.Day,
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => ColumnForm.Moment,
        "TIMESTAMP WITH TIME ZONE" => ColumnForm.Moment,
        "FLOAT" or "DOUBLE" => ColumnForm.Real,
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) && !type.EndsWith(']') => ColumnForm.Real,
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" => ColumnForm.Whole,
        "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" => ColumnForm.Whole,
        _ => ColumnForm.Other,
    };
}
