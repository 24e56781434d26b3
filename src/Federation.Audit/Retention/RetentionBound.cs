namespace Federation.Audit;

/// <summary>Which entries have been kept long enough: those before an index, or before the first of a time.</summary>
public readonly record struct RetentionBound
{
    private RetentionBound(long? index, long? unixMs) => (Index, UnixMs) = (index, unixMs);

    /// <summary>The index; null where a time is meant.</summary>
    public long? Index { get; }

    /// <summary>The time in milliseconds since 1970-01-01 UTC; null where an index is meant.</summary>
    public long? UnixMs { get; }

    /// <summary>All entries before one.</summary>
    /// <param name="index">Its index, from 0.</param>
    public static RetentionBound Before(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new RetentionBound(index, null);
    }

    /// <summary>All entries before the first that was written at a time or later.</summary>
    public static RetentionBound Before(DateTimeOffset time) => new(null, time.ToUnixTimeMilliseconds());
}
