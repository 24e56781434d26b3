namespace Federation.Stores.DuckDb.Choosing;

/// <summary>How much memory several threads may take together.</summary>
/// <param name="bytesMax">The most, in bytes.</param>
internal sealed class MemoryBudget(long bytesMax)
{
    private long _taken;

    /// <summary>Takes some; false where there is not so much left.</summary>
    public bool TryTake(long bytes) => Interlocked.Add(ref _taken, bytes) <= bytesMax;
}
