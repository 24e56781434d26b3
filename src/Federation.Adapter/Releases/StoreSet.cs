using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Stores;

namespace Federation.Adapter.Releases;

/// <summary>One open store a dataset.</summary>
public sealed class StoreSet : IAsyncDisposable
{
    private readonly Dictionary<string, IDataStore> _stores = [];

    private StoreSet()
    {
    }

    /// <summary>Opens the stores of all policies.</summary>
    /// <param name="policies">The holder's policies.</param>
    /// <param name="open">Opens the store of one policy.</param>
    /// <param name="cancellationToken">Gives up before the adapter serves.</param>
    /// <exception cref="ConfigurationException">Every store that cannot be read or lacks a column that its
    /// policy declares; none was left open.</exception>
    public static async Task<StoreSet> OpenAsync(
        PolicyBook policies, Func<DatasetPolicy, IDataStore> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(open);
        var stores = new StoreSet();
        var faults = new List<ConfigurationFault>();
        foreach (var policy in policies.Datasets)
        {
            try
            {
                var store = open(policy);
                stores._stores.Add(policy.Dataset, store);
                var description = await store.DescribeAsync(cancellationToken);
                faults.AddRange(MissingColumns(policy, [.. description.Columns.Select(column => column.Name)]));
            }
            catch (StoreUnavailableException exception)
            {
                faults.Add(new ConfigurationFault(
                    policy.File, 1, $"the store of '{policy.Dataset}' cannot be read: {exception.Message.TrimEnd('.')}",
                    "mend the file, or what 'store' says of it"));
            }
        }

        if (faults.Count > 0)
        {
            await stores.DisposeAsync();
            throw new ConfigurationException(faults);
        }

        return stores;
    }

    /// <summary>A question over a column that is not there would be paid for and never answered.</summary>
    private static IEnumerable<ConfigurationFault> MissingColumns(DatasetPolicy policy, IReadOnlyList<string> found) =>
        policy.Shape.Columns.Select(column => column.Name)
            .Append(policy.Shape.UnitColumn).Append(policy.Shape.RecordIdColumn).OfType<string>()
            .Concat(policy.Samples?.KnownValues?.Columns.Select(column => column.Name) ?? [])
            .Distinct(StringComparer.Ordinal).Where(name => !found.Contains(name, StringComparer.Ordinal))
            .Select(name => new ConfigurationFault(
                policy.File, 1, $"the store of '{policy.Dataset}' has no column '{name}'",
                "write the name as the data has it, to the letter"));

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
