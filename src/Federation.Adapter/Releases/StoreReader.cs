using Federation.Adapter.Budgets;
using Federation.Adapter.Requests;
using Federation.Stores;

namespace Federation.Adapter.Releases;

/// <summary>Runs the bounded plan in the holder's engine. The only reader of data on the way of a statistic.</summary>
public sealed class StoreReader(StoreSet stores)
{
    /// <summary>Reads the exact integers of the bounded table.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The store could not be read; the debit stays.</exception>
    public async Task<ExactAnswer> ReadAsync(FundedQuery funded, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(funded);
        try
        {
            var store = stores.Of(funded.Permitted.Policy.Dataset);
            return new ExactAnswer(funded, await store.AggregateAsync(funded.Plan, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            throw Refusals.StoreUnavailable();
        }
    }
}
