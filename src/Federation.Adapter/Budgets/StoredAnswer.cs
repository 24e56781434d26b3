namespace Federation.Adapter.Budgets;

/// <summary>Where the bytes of an answer that is on record lie.</summary>
/// <param name="AccessId">The access whose answer it is.</param>
/// <param name="Digest">SHA-256 of its bytes, as the RELEASE entry names it.</param>
/// <param name="LogIndex">The index of that entry.</param>
public sealed record StoredAnswer(string AccessId, ReadOnlyMemory<byte> Digest, long LogIndex);
