using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Samples;

/// <summary>A chunk that is durable on the adapter's log. Only <see cref="ChunkRecorder"/> makes one.</summary>
public sealed class RecordedChunk
{
    internal RecordedChunk(SampleChunk header, byte[] payload, ReadOnlyMemory<byte> ciphertext, long logIndex)
    {
        Header = header;
        Payload = payload;
        Ciphertext = ciphertext;
        LogIndex = logIndex;
    }

    /// <summary>What is signed of it.</summary>
    public SampleChunk Header { get; }

    /// <summary>The header's bytes, as recorded.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The records, encrypted to the trainer.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; }

    /// <summary>The index of its RELEASE entry.</summary>
    public long LogIndex { get; }
}
