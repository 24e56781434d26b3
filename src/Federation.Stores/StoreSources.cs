using Federation.Stores.Postgres;
using Federation.Stores.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federation.Stores;

/// <summary>Names what a store really reads, so that one table under two names or views is known as one.</summary>
public static class StoreSources
{
    /// <summary>The files and base tables that a store reads, each under one name; never empty.</summary>
    /// <param name="options">The store.</param>
    /// <exception cref="StoreUnavailableException">It cannot be read; the message holds no data.</exception>
    public static IReadOnlyList<string> Find(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Right is { } right)
        {
            return [.. Find(options with { View = null }).Union(Find(right), StringComparer.Ordinal)];
        }

        try
        {
            return options.Kind switch
            {
                StoreKind.Sqlite => [.. SqliteSources.Find(options).Select(table => $"{FileOf(options)}#{table}")],
                StoreKind.Postgres => PostgresSources.Find(options),
                _ => [FileOf(options)],
            };
        }
        catch (SqliteException)
        {
            throw new StoreUnavailableException("The file is not a SQLite database that can be read.");
        }
        catch (NpgsqlException)
        {
            throw new StoreUnavailableException("The PostgreSQL server cannot be reached, or refuses the role.");
        }
        catch (IOException)
        {
            throw new StoreUnavailableException("The file of the store cannot be read.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The file of the store may not be read by this process.");
        }
    }

    /// <summary>
    /// What tells a state of a store's files from every later one: names, lengths and times of writing, on a line each.
    /// Null for a server, which tells no such thing, and where a file is not there.
    /// </summary>
    public static IReadOnlyList<string>? StampsOf(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Path.Length == 0 || !File.Exists(options.Path))
        {
            return null;
        }

        var path = FileOf(options);

        // What SQLite has not yet written into its file stands beside it.
        string[] files = options.Kind == StoreKind.Sqlite ? [path, $"{path}-wal", $"{path}-journal"] : [path];
        var own = files.Select(file => new FileInfo(file)).Where(file => file.Exists).Select(file =>
            FormattableString.Invariant($"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
        return options.Right is not { } right ? [.. own] : StampsOf(right) is { } others ? [.. own, .. others] : null;
    }

    /// <summary>The file that holds a store's data, with every link followed; empty for a server.</summary>
    public static string FileOf(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Path.Length == 0 ? "" : RealPath(Path.GetFullPath(options.Path));
    }

    private static string RealPath(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return File.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? RealPath(target.FullName) : here;
    }
}
