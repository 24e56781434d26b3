namespace Federation.Adapter.Releases;

/// <summary>A release that is durable on the adapter's log. Only <see cref="ReleaseRecorder"/> makes one.</summary>
public sealed class RecordedRelease
{
    internal RecordedRelease(ReadOnlyMemory<byte> payload, string accessId, long logIndex)
    {
        Payload = payload;
        AccessId = accessId;
        LogIndex = logIndex;
    }

    /// <summary>The bytes to sign.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The access it belongs to.</summary>
    public string AccessId { get; }

    /// <summary>The index of its RELEASE entry.</summary>
    public long LogIndex { get; }
}
