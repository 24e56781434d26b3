using System.Text;

namespace Federation.Stores.DuckDb;

/// <summary>Reads the header line of a CSV file strictly.</summary>
/// <remarks>
/// The engine's sniffer is not asked: faced with a ragged file it takes a later row for the header and goes on.
/// </remarks>
internal static class CsvHeader
{
    private const int CharactersMax = 1 << 20;

    /// <summary>The names in the first record.</summary>
    /// <exception cref="StoreUnavailableException">It is not UTF-8 or names a column twice.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true), true);
        try
        {
            var names = Split(reader);
            return names.Count == names.Distinct(StringComparer.Ordinal).Count()
                ? names
                : throw new StoreUnavailableException("The CSV header names a column twice.");
        }
        catch (DecoderFallbackException)
        {
            throw new StoreUnavailableException("The CSV file is not UTF-8.");
        }
    }

    private static List<string> Split(StreamReader reader)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        var quoted = false;
        for (var read = 0; read < CharactersMax; read++)
        {
            var next = reader.Read();
            if (next == '"' && quoted && reader.Peek() == '"')
            {
                name.Append((char)reader.Read());
            }
            else if (next == '"')
            {
                quoted = !quoted;
            }
            else if (quoted && next >= 0)
            {
                name.Append((char)next);
            }
            else if (next is ',' or '\r' or '\n' or < 0)
            {
                names.Add(name.ToString());
                name.Clear();
                if (next != ',')
                {
                    return !quoted ? names : throw new StoreUnavailableException("The CSV header has an open quote.");
                }
            }
            else
            {
                name.Append((char)next);
            }
        }

        throw new StoreUnavailableException("The CSV header is longer than 1,048,576 characters.");
    }
}
