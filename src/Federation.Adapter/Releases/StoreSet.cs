using Federation.Adapter.Policies;
using Federation.Stores;

namespace Federation.Adapter.Releases;

/// <summary>One open store a dataset.</summary>
public sealed class StoreSet : IAsyncDisposable
{
    private readonly Dictionary<string, IDataStore> _stores;

    /// <summary>Opens the stores of all policies.</summary>
    /// <param name="policies">The holder's policies.</param>
    /// <param name="open">Opens the store of one policy.</param>
    public StoreSet(PolicyBook policies, Func<DatasetPolicy, IDataStore> open)
    {
        ArgumentNullException.ThrowIfNull(policies);
        _stores = policies.Datasets.ToDictionary(policy => policy.Dataset, open);
    }

    /// <summary>The store of a dataset that a policy declares.</summary>
    public IDataStore Of(string dataset) => _stores[dataset];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
        {
            await store.DisposeAsync();
        }
    }
}
