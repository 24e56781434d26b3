namespace Federation.Stores.DuckDb;

/// <summary>Quotes what the holder wrote (paths, names) where DuckDB takes no parameters: in the view.</summary>
internal static class DuckDbText
{
    /// <summary>A string literal. DuckDB has no escapes in it but the doubled quote.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
