using System.Runtime.CompilerServices;
using Federation.Privacy.Plans;
using Federation.Stores;

namespace Federation.Tests.Adapter;

/// <summary>A real store that counts how often it was read, and can be made to vanish.</summary>
internal sealed class CountingStore(IDataStore inner) : IDataStore
{
    private int _readsCount;

    public int ReadsCount => _readsCount;

    public bool Vanishes { get; set; }

    /// <summary>Runs just before data is read.</summary>
    public Action BeforeRead { get; set; } = () => { };

    public Task<StoreDescription> DescribeAsync(CancellationToken cancellationToken) =>
        inner.DescribeAsync(cancellationToken);

    public Task<ExactTable> AggregateAsync(BoundedPlan plan, CancellationToken cancellationToken)
    {
        Read();
        return inner.AggregateAsync(plan, cancellationToken);
    }

    public async IAsyncEnumerable<SampledRecord> SampleAsync(
        SamplePlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Read();
        await foreach (var record in inner.SampleAsync(plan, cancellationToken))
        {
            yield return record;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Read()
    {
        BeforeRead();
        Interlocked.Increment(ref _readsCount);
        if (Vanishes)
        {
            throw new StoreUnavailableException("The store vanished.");
        }
    }
}
