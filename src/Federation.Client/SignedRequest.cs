using Federation.Contracts.Type.V1;

namespace Federation.Client;

/// <summary>A request as it was signed, and what its answers must name.</summary>
/// <param name="Envelope">What is sent.</param>
/// <param name="Header">Its header.</param>
/// <param name="Digest">SHA-256 of the payload, 32 bytes.</param>
/// <param name="TrainerFingerprint">Whom the answers must be for.</param>
internal sealed record SignedRequest(Envelope Envelope, RequestHeader Header, byte[] Digest, string TrainerFingerprint);
