using DuckDB.NET.Data;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>CSV: comma, double quotes, UTF-8, a header; every value is text, and an empty field is NULL.</summary>
internal sealed class CsvSource : FileSource
{
    /// <inheritdoc/>
    public override string Malformed => "The CSV file has a ragged row, a broken quote or bytes that are not UTF-8.";

    /// <inheritdoc/>
    public override IReadOnlyList<SourceColumn> FindColumns(DuckDBConnection connection) =>
        [.. CsvHeader.Read(Path).Select((name, i) => new SourceColumn(name, "VARCHAR", ColumnForm.Text, Alias(i)))];

    /// <inheritdoc/>
    public override string Reader(IReadOnlyList<SourceColumn> columns) =>
        $"read_csv({DuckDbText.Literal(Path)}, auto_detect=false, strict_mode=true, ignore_errors=false, "
        + "null_padding=false, header=true, delim=',', quote='\"', escape='\"', nullstr='', allow_quoted_nulls=true, "
        + $"columns={{{string.Join(", ", columns.Select(column => $"'{column.Alias}': 'VARCHAR'"))}}})";
}
