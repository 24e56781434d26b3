using System.Security.Cryptography;
using Federation.Client.Profiles;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Client;

/// <summary>Writes and signs requests (DSSE): what was signed is what every silo checks.</summary>
internal sealed class RequestSigner(TrainerProfile profile, TrainerKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(4);

    /// <summary>The header of a new request.</summary>
    /// <param name="silos">Who may answer.</param>
    /// <param name="requestId">The id to repeat, or null for a new one.</param>
    public RequestHeader Header(IEnumerable<string> silos, Guid? requestId)
    {
        var now = time.GetUtcNow();
        var header = new RequestHeader
        {
            RequestId = (requestId ?? Guid.CreateVersion7(now)).ToString("D"),
            Audience = profile.Federation,
            Agreement = profile.Agreement,
            Purpose = profile.Purpose,
            TrainerKey = ByteString.CopyFrom(keys.Signing.PublicKey),
            IssuedUnixMs = now.ToUnixTimeMilliseconds(),
            ExpiresUnixMs = (now + Validity).ToUnixTimeMilliseconds(),
        };
        header.Silos.AddRange(silos);
        return header;
    }

    /// <summary>Signs a message.</summary>
    public SignedRequest Sign(string payloadType, RequestHeader header, IMessage message)
    {
        var payload = message.ToByteArray();
        var envelope = new Envelope
        {
            PayloadType = payloadType,
            Payload = ByteString.CopyFrom(payload),
            PublicKey = ByteString.CopyFrom(keys.Signing.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(keys.Signing, payloadType, payload)),
        };
        return new SignedRequest(envelope, header, SHA256.HashData(payload), keys.Signing.Fingerprint);
    }
}
