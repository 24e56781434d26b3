using DuckDB.NET.Data;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>JSON Lines: one object a line; every value is text, JSON null and a missing key are NULL.</summary>
internal sealed class JsonLinesSource : FileSource
{
    /// <inheritdoc/>
    public override string Malformed =>
        "The JSON Lines file has a line that is not one JSON object in UTF-8, or a repeated key.";

    /// <inheritdoc/>
    public override IReadOnlyList<SourceColumn> FindColumns(DuckDBConnection connection)
    {
        var path = DuckDbText.Literal(Path);
        var found = Describe(connection,
            $"read_json({path}, format='newline_delimited', sample_size=-1, map_inference_threshold=-1)");
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT unnest(json_keys(json)) FROM read_ndjson_objects({path})";
        using var rows = command.ExecuteReader();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            keys.Add(rows.GetString(0));
        }

        return keys.SetEquals(found.Select(column => column.Name)) // Else the engine renamed "A" beside "a".
            ? [.. found.Select((column, i) => new SourceColumn(column.Name, column.Type, ColumnForm.Text, Alias(i)))]
            : throw new StoreUnavailableException(
                "The JSON Lines file has keys that differ only in case, or lines without one object.");
    }

    /// <inheritdoc/>
    public override string Reader(IReadOnlyList<SourceColumn> columns) =>
        $"read_json({DuckDbText.Literal(Path)}, format='newline_delimited', auto_detect=false, ignore_errors=false, "
        + "columns={"
        + string.Join(", ", columns.Select(column => $"{DuckDbText.Literal(column.Name)}: 'VARCHAR'"))
        + "})";
}
