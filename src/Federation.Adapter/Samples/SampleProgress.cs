using System.Security.Cryptography;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Adapter.Samples;

/// <summary>What went out of one sample so far, chunk by chunk.</summary>
public sealed class SampleProgress : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How many chunks.</summary>
    public int ChunksCount { get; private set; }

    /// <summary>How many records.</summary>
    public long RecordsCount { get; private set; }

    /// <summary>How many bytes of ciphertext.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>SHA-256 over the concatenated ciphertext digests so far, 32 bytes.</summary>
    public byte[] RunningDigest => _hash.GetCurrentHash();

    /// <summary>Takes the next chunk.</summary>
    public void Add(SampleChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        _hash.AppendData(chunk.CiphertextDigest.Span);
        ChunksCount++;
        RecordsCount += chunk.RecordsCount;
        LengthBytes += chunk.CiphertextLengthBytes;
    }

    /// <summary>What closes the sample.</summary>
    public SampleEnd End(string silo, byte[] requestDigest, string accessId) => new()
    {
        Silo = silo,
        RequestDigest = ByteString.CopyFrom(requestDigest),
        ChunksCount = ChunksCount,
        RecordsCount = RecordsCount,
        RunningDigest = ByteString.CopyFrom(RunningDigest),
        AccessId = accessId,
    };

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
