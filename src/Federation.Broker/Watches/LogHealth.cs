namespace Federation.Broker.Watches;

/// <summary>How the broker's log is.</summary>
/// <param name="EntriesCount">How many entries are durable.</param>
/// <param name="PublishedCount">How many the published checkpoint covers.</param>
/// <param name="PublishedUnixMs">When that was written, in milliseconds since 1970-01-01 UTC; 0 for never.</param>
/// <param name="IsWritable">Whether entries can be appended.</param>
/// <param name="VerifiedUnixMs">When the log was last verified, in milliseconds since 1970-01-01 UTC; 0 for
/// never.</param>
/// <param name="Damage">What the verification found wrong; null where nothing.</param>
public sealed record LogHealth(
    long EntriesCount, long PublishedCount, long PublishedUnixMs, bool IsWritable, long VerifiedUnixMs, string? Damage)
{
    /// <summary>The logs of peers that showed two views which contradict each other.</summary>
    public IReadOnlyList<string> Forks { get; init; } = [];

    /// <summary>The witnesses that know another log under the broker's name.</summary>
    public IReadOnlyList<string> Disagreeing { get; init; } = [];

    /// <summary>Whether a log cannot be trusted.</summary>
    public bool IsAlarming => Damage is not null || !IsWritable || Forks.Count > 0 || Disagreeing.Count > 0;
}
