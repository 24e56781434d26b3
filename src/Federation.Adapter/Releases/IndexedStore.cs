using Federation.Adapter.Policies;
using Federation.Stores;

namespace Federation.Adapter.Releases;

/// <summary>Gives the store of a policy a place for its contribution index.</summary>
internal static class IndexedStore
{
    private const string Folder = "index";

    /// <summary>The store's options, with a side file in the state folder for what DuckDB reads, and the table of ranks
    /// that a store in PostgreSQL names.</summary>
    public static StoreOptions Of(
        DatasetPolicy policy, string stateFolder, Action<string, ContributionIndexState>? report)
    {
        var isServed = policy.Store.Kind == StoreKind.Postgres && policy.Store.Ranks is not null;
        if (policy.Store.Kind is StoreKind.Sqlite or StoreKind.Postgres && !isServed)
        {
            return policy.Store;
        }

        var path = isServed ? "" : Path.Combine(stateFolder, Folder, $"{policy.Dataset}.parquet");
        return policy.Store with
        {
            Index = new ContributionIndexOptions(path, policy.Shape)
            {
                Report = state => report?.Invoke(policy.Dataset, state),
            },
        };
    }
}
