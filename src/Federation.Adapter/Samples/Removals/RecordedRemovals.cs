namespace Federation.Adapter.Samples.Removals;

/// <summary>A removal report that is durable on the adapter's log. Only <see cref="RemovalRecorder"/> makes one.
/// </summary>
public sealed class RecordedRemovals
{
    internal RecordedRemovals(ReadOnlyMemory<byte> payload, long logIndex) => (Payload, LogIndex) = (payload, logIndex);

    /// <summary>The bytes to sign.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The index of its RELEASE entry.</summary>
    public long LogIndex { get; }
}
