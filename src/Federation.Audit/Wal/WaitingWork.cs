namespace Federation.Audit;

/// <summary>
/// Lets work of the process that waits already run before a write or sync that many can share: on a busy machine it
/// brings more for the same one. Where nothing waits, nothing changes threads.
/// </summary>
/// <param name="hasWork">Whether some waits; null asks the thread pool.</param>
public sealed class WaitingWork(Func<bool>? hasWork = null)
{
    private readonly Func<bool> _hasWork = hasWork ?? (static () => ThreadPool.PendingWorkItemCount > 0);

    /// <summary>Goes behind what waits, and again behind what that brought.</summary>
    /// <param name="timesMax">How often at most; at least 1.</param>
    public async ValueTask GoFirstAsync(int timesMax = 1)
    {
        for (var i = 0; i < timesMax && _hasWork(); i++)
        {
            await Task.Yield();
        }
    }
}
