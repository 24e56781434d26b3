using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Requests;

/// <summary>A request whose signature verified. Only <see cref="RequestVerifier"/> makes one.</summary>
/// <typeparam name="TBody">The signed message: a statistic request or a sample request.</typeparam>
public sealed class VerifiedRequest<TBody>
{
    internal VerifiedRequest(
        TBody body, RequestHeader header, string trainerFingerprint, byte[] digest, byte[] signature)
    {
        Body = body;
        Header = header;
        TrainerFingerprint = trainerFingerprint;
        Digest = digest;
        Signature = signature;
    }

    /// <summary>The signed message.</summary>
    public TBody Body { get; }

    /// <summary>Who asks, for what reason, under which agreement.</summary>
    public RequestHeader Header { get; }

    /// <summary>Lower-case hexadecimal SHA-256 of the key that signed.</summary>
    public string TrainerFingerprint { get; }

    /// <summary>SHA-256 of the signed payload, 32 bytes: the idempotency key.</summary>
    public byte[] Digest { get; }

    /// <summary>The trainer's signature, 64 bytes.</summary>
    public byte[] Signature { get; }
}
