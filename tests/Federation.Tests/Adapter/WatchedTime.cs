using Microsoft.Extensions.Time.Testing;

namespace Federation.Tests.Adapter;

/// <summary>A clock that stands still, and lets a test act at the moment that somebody looks at it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waitsCount;
    private long _offsetTicks;

    /// <summary>Runs at every look.</summary>
    public Action Looked { get; set; } = () => { };

    /// <summary>How wrong the calendar is; what passes between two moments is not: a system keeps the two apart.</summary>
    public TimeSpan Offset
    {
        get => new(Interlocked.Read(ref _offsetTicks));
        set => Interlocked.Exchange(ref _offsetTicks, value.Ticks);
    }

    /// <summary>How often somebody began to wait for a time.</summary>
    public int WaitsCount => _waitsCount;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _waitsCount);
        return timer;
    }

    /// <summary>What passes is counted apart from the calendar, which the base class reads it from.</summary>
    public override long GetTimestamp() => base.GetTimestamp() - Offset.Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        Looked();
        return base.GetUtcNow() + Offset;
    }
}
