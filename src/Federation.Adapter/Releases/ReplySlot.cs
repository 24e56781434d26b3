namespace Federation.Adapter.Releases;

/// <summary>
/// P11: when the reply to one request may leave. How long a store reads and how long noise is drawn may depend on the
/// data and on the noise (Jin et al., S&amp;P 2022), so a reply waits for the end of its slot, which is public. One
/// that is late leaves after twice, four times, eight times the slot: who waits learns how often it had to be doubled,
/// and no more.
/// </summary>
public sealed class ReplySlot
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _length;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startedTimestamp;

    /// <summary>Begins a slot now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="length">How long it is; zero lets replies leave when they are ready.</param>
    internal ReplySlot(TimeProvider time, TimeSpan length)
    {
        (_time, _length) = (time, length);
        (_startedAt, _startedTimestamp) = (time.GetUtcNow(), time.GetTimestamp());
    }

    /// <summary>Whether a reply that is ready now is late.</summary>
    public bool IsLate => _length > TimeSpan.Zero && Elapsed > _length;

    /// <summary>When a reply that is ready now leaves: the time that it and its record state.</summary>
    public DateTimeOffset End => _startedAt + EndAfter(Elapsed);

    private TimeSpan Elapsed => _time.GetElapsedTime(_startedTimestamp);

    /// <summary>Returns at the end of the slot, or sooner where the caller is gone and cannot measure it.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var end = EndAfter(Elapsed);
        while (end - Elapsed is var left && left > TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(left, _time, cancellationToken) // Looked at once: time goes on between two looks.
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The slot that follows this one: for what is sent piece by piece.</summary>
    public ReplySlot Next() => new(_time, _length);

    private TimeSpan EndAfter(TimeSpan elapsed)
    {
        if (_length == TimeSpan.Zero)
        {
            return elapsed;
        }

        var end = _length;
        while (end < elapsed)
        {
            end += end;
        }

        return end;
    }
}
