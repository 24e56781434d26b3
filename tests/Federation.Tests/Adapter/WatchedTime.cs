using Microsoft.Extensions.Time.Testing;

namespace Federation.Tests.Adapter;

/// <summary>A clock that stands still, and lets a test act at the moment that somebody looks at it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int _waitsCount;

    /// <summary>Runs at every look.</summary>
    public Action Looked { get; set; } = () => { };

    /// <summary>How often somebody began to wait for a time.</summary>
    public int WaitsCount => _waitsCount;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _waitsCount);
        return timer;
    }

    public override DateTimeOffset GetUtcNow()
    {
        Looked();
        return base.GetUtcNow();
    }
}
