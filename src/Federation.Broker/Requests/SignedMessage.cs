using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Broker.Requests;

/// <summary>Opens envelopes: first the key, then the signature, and only then the message.</summary>
internal static class SignedMessage
{
    /// <summary>The largest payload of any envelope, in bytes.</summary>
    public const int PayloadBytesMax = 1 << 20;

    /// <summary>The message of an envelope that a known key signed, or null where anything about it is wrong.</summary>
    /// <param name="envelope">What arrived.</param>
    /// <param name="payloadType">What it must carry: one of <see cref="Contracts.PayloadTypes"/>.</param>
    /// <param name="fingerprint">The pinned fingerprint of the signer's key.</param>
    /// <param name="parser">Reads the message.</param>
    public static T? Open<T>(Envelope? envelope, string payloadType, string fingerprint, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        if (envelope is null || envelope.Payload.Length > PayloadBytesMax
            || envelope.PayloadType != payloadType
            || !VerifyKey.TryImport(envelope.PublicKey.Span, out var key)
            || !string.Equals(key.Fingerprint, fingerprint, StringComparison.Ordinal)
            || !Dsse.Verify(key, envelope.PayloadType, envelope.Payload.Span, envelope.Signature.Span))
        {
            return null;
        }

        return Parse(envelope.Payload, parser);
    }

    /// <summary>The message, or null where the bytes are none, repeat a field or hold one that is not known.</summary>
    public static T? Parse<T>(ByteString payload, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        try
        {
            var message = parser.WithDiscardUnknownFields(true).ParseFrom(payload);
            return message.ToByteString().Equals(payload) ? message : null; // Anything dropped shows as a difference.
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
