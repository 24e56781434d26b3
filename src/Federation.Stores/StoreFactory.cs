using Federation.Stores.DuckDb;
using Federation.Stores.Postgres;
using Federation.Stores.Sqlite;

namespace Federation.Stores;

/// <summary>Opens stores.</summary>
public static class StoreFactory
{
    /// <summary>Opens a store; text files are read through once, to find broken rows before any query.</summary>
    /// <param name="options">Where the data are.</param>
    /// <param name="selectionKey">The lineage's secret that orders units and records, 32 bytes; it is copied.</param>
    /// <exception cref="StoreUnavailableException">The data cannot be read; the message holds no data.</exception>
    public static IDataStore Open(StoreOptions options, byte[] selectionKey)
    {
        ArgumentNullException.ThrowIfNull(options);
        var key = new SelectionKey(selectionKey);
        try
        {
            return options.Kind switch
            {
                StoreKind.Sqlite => SqliteStore.Open(options, key),
                StoreKind.Postgres => PostgresStore.Open(options, key),
                _ => DuckDbStore.Open(options, key),
            };
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
}
