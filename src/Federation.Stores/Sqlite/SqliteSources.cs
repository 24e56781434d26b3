using Microsoft.Data.Sqlite;

namespace Federation.Stores.Sqlite;

/// <summary>The tables of a SQLite file that a table or view reads, as the engine itself compiles it.</summary>
internal static class SqliteSources
{
    /// <summary>The names of the base tables, in lower case: SQLite does not tell the cases apart.</summary>
    public static IReadOnlyList<string> Find(StoreOptions options)
    {
        var name = options.Table ?? throw new StoreUnavailableException("A SQLite store needs the name of a table.");
        using var connection = SqliteStore.Connect(Path.GetFullPath(options.Path));
        var tables = new Dictionary<long, string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT rootpage, lower(tbl_name) FROM sqlite_master WHERE rootpage > 0";
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                tables[rows.GetInt64(0)] = rows.GetString(1);
            }
        }

        var opened = OpenedPages(connection, name).Where(tables.ContainsKey).Select(page => tables[page]);
        return [.. opened.DefaultIfEmpty(name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The root pages that reading all of it opens.</summary>
    private static List<long> OpenedPages(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN SELECT * FROM {SqliteStore.Quote(name)}";
        using var steps = command.ExecuteReader();
        var (opcode, page) = (steps.GetOrdinal("opcode"), steps.GetOrdinal("p2"));
        var pages = new List<long>();
        while (steps.Read())
        {
            if (steps.GetString(opcode) is "OpenRead" or "ReopenIdx")
            {
                pages.Add(steps.GetInt64(page));
            }
        }

        return pages;
    }
}
