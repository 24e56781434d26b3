namespace Federation.Tests.Adapter;

/// <summary>A clock that goes on by 30 ms whenever somebody looks, as on a machine that is too busy.</summary>
internal sealed class HastyTime : TimeProvider
{
    private long _looksCount;

    public override long GetTimestamp() => 30 * TimestampFrequency / 1_000 * Interlocked.Increment(ref _looksCount);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, TimeSpan.Zero, period);
}
