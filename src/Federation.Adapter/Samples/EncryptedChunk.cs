using Federation.Adapter.Budgets;
using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Samples;

/// <summary>A chunk that only its trainer can read. Only <see cref="ChunkEncryptor"/> makes one.</summary>
public sealed class EncryptedChunk
{
    internal EncryptedChunk(FundedSample funded, SampleChunk header, byte[] ciphertext)
    {
        Funded = funded;
        Header = header;
        Ciphertext = ciphertext;
    }

    /// <summary>The quota debit that paid for it.</summary>
    public FundedSample Funded { get; }

    /// <summary>What is signed of it.</summary>
    public SampleChunk Header { get; }

    /// <summary>The records, encrypted to the trainer.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; }
}
