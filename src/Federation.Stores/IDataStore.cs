using Federation.Privacy.Plans;

namespace Federation.Stores;

/// <summary>One holder's data in one engine: the only door through which rows are read.</summary>
/// <remarks>
/// A store takes closed plans only: no text of a trainer reaches an engine. A file is a snapshot: one that changed
/// since it was opened is unavailable until it is opened again. A table of a server is read as it is when asked. All
/// members throw <see cref="StoreUnavailableException"/> when the data cannot be read, with a message that holds no
/// data, and <see cref="OperationCanceledException"/> when cancelled; cancelling stops the engine too. Safe for
/// concurrent use.
/// </remarks>
public interface IDataStore : IAsyncDisposable
{
    /// <summary>Names the columns with the engine's types and counts the rows: for the holder's eyes only.</summary>
    Task<StoreDescription> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Runs a plan as one statement and returns the exact integers of its every cell.</summary>
    /// <remarks>Bounds each privacy unit first, then filters, then groups.</remarks>
    Task<ExactTable> AggregateAsync(BoundedPlan plan, CancellationToken cancellationToken);

    /// <summary>Reads records in keyed order, the same for every caller, as far as the caller asks on.</summary>
    IAsyncEnumerable<SampledRecord> SampleAsync(SamplePlan plan, CancellationToken cancellationToken);
}
