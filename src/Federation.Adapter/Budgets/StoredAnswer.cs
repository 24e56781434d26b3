using Federation.Contracts.Audit.V1;

namespace Federation.Adapter.Budgets;

/// <summary>Where the bytes of an answer that is on record lie.</summary>
/// <param name="AccessId">The access whose answer it is.</param>
/// <param name="Digest">SHA-256 of its bytes, as the RELEASE entry names it.</param>
/// <param name="LogIndex">The index of that entry; below 0 where it is on an earlier shard of the log.</param>
public sealed record StoredAnswer(string AccessId, ReadOnlyMemory<byte> Digest, long LogIndex)
{
    /// <summary>
    /// SHA-256 of the draw of its own, where it is put together with earlier ones; empty where it is a draw itself.
    /// </summary>
    public ReadOnlyMemory<byte> DrawDigest { get; private init; }

    /// <summary>What is on record of it.</summary>
    internal ReleaseRecord Record { get; private init; } = new();

    /// <summary>The answer of an access whose release is on record.</summary>
    internal static StoredAnswer Of(AccessState access)
    {
        var (index, record) = access.Releases[0];
        return new StoredAnswer(access.AccessId, record.ReleaseDigest.Memory, index)
        {
            DrawDigest = record.DrawDigest.Memory,
            Record = record,
        };
    }
}
