namespace Federation.Audit;

/// <summary>That an entry is in a log, with the proof for it.</summary>
/// <param name="Proof">The C2SP tlog-proof as text.</param>
/// <param name="Entry">The entry as it was written.</param>
/// <param name="VerifierKey">A key of the log that is trusted, <c>name+id+key</c>.</param>
public readonly record struct ProofClaim(string Proof, ReadOnlyMemory<byte> Entry, string VerifierKey);
