using Federation.Adapter.Policies;
using Federation.Privacy.Plans;
using Federation.Stores;

namespace Federation.Benchmarks;

/// <summary>A store that holds nothing and answers at once: what is measured is the way, not the reading.</summary>
internal sealed class InstantStore(DatasetPolicy policy) : IDataStore
{
    public Task<StoreDescription> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(
        new StoreDescription([.. policy.Shape.Columns.Select(column => new StoreColumn(column.Name, ""))], Rows: 0));

    public Task<ExactTable> AggregateAsync(BoundedPlan plan, CancellationToken cancellationToken) =>
        Task.FromResult(new ExactTable(plan));

    public IAsyncEnumerable<SampledRecord> SampleAsync(SamplePlan plan, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<SampledRecord>();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
