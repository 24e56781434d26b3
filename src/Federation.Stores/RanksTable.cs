using Federation.Privacy.Schemas;
using Federation.Stores.Postgres;
using Npgsql;

namespace Federation.Stores;

/// <summary>Makes the table of ranks beside a holder's table in PostgreSQL.</summary>
public static class RanksTable
{
    /// <summary>Ranks the records that count and keeps them, sealed; the store's own role is allowed to read them.
    /// </summary>
    /// <param name="store">The store as the policy declares it, with a table for ranks.</param>
    /// <param name="shape">The declared dataset; it has a unit.</param>
    /// <param name="builder">The same server, under a role that owns the table.</param>
    /// <param name="selectionKey">The lineage's secret that orders units and records, 32 bytes.</param>
    /// <exception cref="StoreUnavailableException">It cannot be made; the message holds no data.</exception>
    public static void Build(StoreOptions store, DatasetShape shape, PostgresServer builder, byte[] selectionKey)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(shape);
        if (store is not { Kind: StoreKind.Postgres, Ranks: { } ranks, Server: { } server, View: null })
        {
            throw new StoreUnavailableException(
                "Ranks are kept in a table for stores of kind postgres that name one and declare no view.");
        }

        if (shape.UnitColumn is null)
        {
            throw new StoreUnavailableException("Each row is a unit here: there is nothing to rank.");
        }

        try
        {
            PostgresRanksBuilder.Build(
                store with { Server = builder }, new PostgresRanksTable(ranks), shape, server.Username,
                new SelectionKey(selectionKey));
        }
        catch (NpgsqlException)
        {
            throw new StoreUnavailableException(
                "The server cannot be reached, or the role may not lock the table and create a trigger and tables.");
        }
    }
}
