using System.Diagnostics;
using System.Threading.Channels;

namespace Federation.Audit;

/// <summary>
/// Gathers the entries of many callers and has them written together: one write and one sync for all that wait. Whoever
/// comes while nobody writes, writes: a lone caller changes threads neither before nor after its sync. Who comes while
/// another writes waits for that one's next batch. On a busy machine the write goes behind the work that waits already.
/// </summary>
/// <param name="commit">
/// Writes entries and makes them durable; returns the index of the first. It is called by one thread at a time, and
/// what it throws is what the callers of its batch get.
/// </param>
/// <param name="hasWork">
/// Whether work of the process waits that may bring more entries; null asks the thread pool.
/// </param>
internal sealed class GroupCommit(
    Func<IReadOnlyList<ReadOnlyMemory<byte>>, long> commit, Func<bool>? hasWork = null)
{
    private const int WaitingCountMax = 10_000;
    private const int BatchCountMax = 1_000;
    private const int CrowdCount = 8;
    private const int YieldsMax = 100;
    private static readonly TimeSpan LaterMax = TimeSpan.FromMilliseconds(20);

    private readonly Channel<PendingEntry> _waiting =
        Channel.CreateBounded<PendingEntry>(new BoundedChannelOptions(WaitingCountMax));

    private readonly WaitingWork _work = new(hasWork);
    private readonly Lock _writing = new();
    private int _lastCount;
    private TimeSpan _lastDuration;
    private int _isLaterDue;

    /// <summary>Appends an entry; its index once it is durable.</summary>
    /// <param name="entry">Not to be changed before the return.</param>
    /// <param name="cancellationToken">Gives up waiting for a place. An entry that has one is written.</param>
    /// <exception cref="ChannelClosedException">No more entries are taken.</exception>
    public async Task<LogPosition> AppendAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken)
    {
        var pending = new PendingEntry(entry);
        await _waiting.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        await _work.GoFirstAsync().ConfigureAwait(false);
        Write(pending);
        return await pending.Completion.Task.ConfigureAwait(false);
    }

    /// <summary>Appends an entry that nobody waits for: it goes with the next one, or by itself after 20 ms.</summary>
    /// <param name="entry">Not to be changed before the task ends.</param>
    /// <exception cref="ChannelClosedException">No more entries are taken.</exception>
    public async Task<LogPosition> AppendLaterAsync(ReadOnlyMemory<byte> entry)
    {
        var pending = new PendingEntry(entry);
        await _waiting.Writer.WriteAsync(pending, CancellationToken.None).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _isLaterDue, 1) == 0)
        {
            _ = WriteLaterAsync();
        }

        return await pending.Completion.Task.ConfigureAwait(false);
    }

    /// <summary>Takes no more entries. What waits is still written.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    /// <summary>Writes all that waits, on this thread.</summary>
    public void Drain()
    {
        lock (_writing)
        {
            while (TakeBatch() is { Count: > 0 } batch)
            {
                Write(batch);
            }
        }
    }

    private async Task WriteLaterAsync()
    {
        await Task.Delay(LaterMax).ConfigureAwait(false);
        Volatile.Write(ref _isLaterDue, 0); // Before looking: who comes after the look finds it 0 and starts anew.
        Write(own: null);
    }

    /// <summary>
    /// Writes while something waits and nobody else writes. Whoever is written goes home; another thread goes on.
    /// </summary>
    /// <remarks>
    /// Nothing is forgotten: an entry is queued before its caller tries to enter, and who writes looks at the queue
    /// again after leaving.
    /// </remarks>
    private void Write(PendingEntry? own)
    {
        while (_waiting.Reader.TryPeek(out _) && _writing.TryEnter())
        {
            try
            {
                Write(TakeBatch());
            }
            finally
            {
                _writing.Exit();
            }

            if (own is { Completion.Task.IsCompleted: true } && _waiting.Reader.TryPeek(out _))
            {
                ThreadPool.UnsafeQueueUserWorkItem(static group => group.Write(own: null), this, preferLocal: true);
                return;
            }
        }
    }

    private List<PendingEntry> TakeBatch()
    {
        AwaitCrowd();

        var batch = new List<PendingEntry>();
        while (batch.Count < BatchCountMax && _waiting.Reader.TryRead(out var pending))
        {
            batch.Add(pending);
        }

        _lastCount = batch.Count;
        return batch;
    }

    /// <summary>In a crowd, those of the last batch are on their way back: they come sooner than a sync is done. Longer
    /// than half a sync is never waited: on a busy machine others run in between.</summary>
    private void AwaitCrowd()
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; _lastCount >= CrowdCount && i < YieldsMax && _waiting.Reader.Count < _lastCount
            && Stopwatch.GetElapsedTime(began) < _lastDuration / 2; i++)
        {
            Thread.Yield();
        }
    }

    private void Write(List<PendingEntry> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            var began = Stopwatch.GetTimestamp();
            var first = commit(batch.ConvertAll(pending => pending.Entry));
            _lastDuration = Stopwatch.GetElapsedTime(began);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Completion.TrySetResult(new LogPosition(first + i));
            }
        }
        catch (AuditLogUnavailableException exception)
        {
            batch.ForEach(pending => pending.Completion.TrySetException(exception));
        }
        finally
        {
            // A bug in the commit ends its thread's work; the others of its batch must not wait for ever.
            batch.ForEach(pending => pending.Completion.TrySetException(new AuditLogUnavailableException()));
        }
    }

    private sealed record PendingEntry(ReadOnlyMemory<byte> Entry)
    {
        public TaskCompletionSource<LogPosition> Completion { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
