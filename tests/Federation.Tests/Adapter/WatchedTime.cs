using Microsoft.Extensions.Time.Testing;

namespace Federation.Tests.Adapter;

/// <summary>A clock that stands still, and lets a test act at the moment that somebody looks at it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    /// <summary>Runs at every look.</summary>
    public Action Looked { get; set; } = () => { };

    public override DateTimeOffset GetUtcNow()
    {
        Looked();
        return base.GetUtcNow();
    }
}
