using System.Security.Cryptography;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Adapter.Requests;

/// <summary>
/// Checks signatures before anything is parsed, so that a hostile broker can forge, change or widen nothing.
/// </summary>
public sealed class RequestVerifier(string federation, string silo, TimeProvider time)
{
    /// <summary>The longest a request may be valid.</summary>
    public static readonly TimeSpan ValidityMax = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromSeconds(60);

    /// <summary>Verifies and parses a signed statistic request.</summary>
    /// <exception cref="RefusalException">The signature or the form is wrong.</exception>
    public static VerifiedRequest<StatisticRequest> VerifyStatistic(Envelope? envelope) =>
        Verify(envelope, PayloadTypes.StatisticRequest, StatisticRequest.Parser, body => body.Header);

    /// <summary>Verifies and parses a signed sample request.</summary>
    /// <exception cref="RefusalException">The signature or the form is wrong.</exception>
    public static VerifiedRequest<SampleRequest> VerifySample(Envelope? envelope) =>
        Verify(
            envelope, PayloadTypes.SampleRequest, SampleRequest.Parser, body => body.Header,
            RequestLimits.SamplePayloadBytesMax);

    /// <summary>Verifies and parses a signed budget request.</summary>
    /// <exception cref="RefusalException">The signature or the form is wrong.</exception>
    public static VerifiedRequest<BudgetRequest> VerifyBudget(Envelope? envelope) =>
        Verify(envelope, PayloadTypes.BudgetRequest, BudgetRequest.Parser, body => body.Header);

    /// <summary>Checks that a request is meant for this silo and is fresh. Known ids are answered without it.</summary>
    /// <exception cref="RefusalException">It is for another federation or silo, expired, or not yet valid.</exception>
    public void CheckFresh(RequestHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var now = time.GetUtcNow();
        var issued = header.IssuedUnixMs;
        var expires = header.ExpiresUnixMs;
        if (header.Audience != federation || (header.Silos.Count > 0 && !header.Silos.Contains(silo)))
        {
            throw Refusals.RequestStale("is meant for another federation or silo");
        }

        var isFresh = issued <= (now + ClockSkewMax).ToUnixTimeMilliseconds()
            && expires > now.ToUnixTimeMilliseconds()
            && expires > issued
            && issued >= expires - (long)ValidityMax.TotalMilliseconds; // Cannot overflow: expires is after now.
        if (!isFresh)
        {
            throw Refusals.RequestStale("is expired, not yet valid, or valid for over 5 minutes");
        }
    }

    private static VerifiedRequest<TBody> Verify<TBody>(
        Envelope? envelope, string payloadType, MessageParser<TBody> parser, Func<TBody, RequestHeader?> headerOf,
        int lengthBytesMax = RequestLimits.PayloadBytesMax)
        where TBody : IMessage<TBody>
    {
        if (envelope is null || envelope.PayloadType != payloadType)
        {
            throw Refusals.RequestInvalid("envelope", $"must carry '{payloadType}'");
        }

        if (envelope.Payload.Length > lengthBytesMax)
        {
            throw Refusals.RequestInvalid("payload", $"must be at most {lengthBytesMax} bytes");
        }

        var payload = envelope.Payload.ToByteArray();
        var publicKey = envelope.PublicKey.ToByteArray();
        var signature = envelope.Signature.ToByteArray();
        if (!VerifyKey.TryImport(publicKey, out var key) || !Dsse.Verify(key, payloadType, payload, signature))
        {
            throw Refusals.SignatureInvalid();
        }

        var body = Parse(payload, parser);
        var header = headerOf(body);
        if (header is null || !header.TrainerKey.Span.SequenceEqual(publicKey))
        {
            throw Refusals.SignatureInvalid();
        }

        CheckHeader(header);
        return new VerifiedRequest<TBody>(body, header, key.Fingerprint, SHA256.HashData(payload), signature);
    }

    /// <summary>
    /// Parses; unknown fields are refused, because what is not understood cannot have been agreed to.
    /// </summary>
    private static TBody Parse<TBody>(byte[] payload, MessageParser<TBody> parser)
        where TBody : IMessage<TBody>
    {
        try
        {
            var body = parser.ParseFrom(payload);
            var known = parser.WithDiscardUnknownFields(true).ParseFrom(payload);
            return body.CalculateSize() == known.CalculateSize()
                ? body
                : throw Refusals.RequestInvalid("payload", "must not hold unknown fields");
        }
        catch (InvalidProtocolBufferException)
        {
            throw Refusals.RequestInvalid("payload", "must be a well-formed message");
        }
    }

    private static void CheckHeader(RequestHeader header)
    {
        if (!Guid.TryParseExact(header.RequestId, "D", out var id) || id.ToString("D") != header.RequestId)
        {
            throw Refusals.RequestInvalid("request_id", "must be a lower-case UUID of 36 characters");
        }

        CheckName("audience", header.Audience, 253);
        CheckName("agreement", header.Agreement, 63);
        CheckName("purpose", header.Purpose, 63);
        if (header.Silos.Count > 1_000)
        {
            throw Refusals.RequestInvalid("silos", "must name at most 1000 silos");
        }
    }

    private static void CheckName(string field, string value, int lengthMax)
    {
        if (value.Length is 0 || value.Length > lengthMax || !value.All(IsNameCharacter))
        {
            throw Refusals.RequestInvalid(field, $"must be 1 to {lengthMax} of a-z, 0-9, '-', '.'");
        }
    }

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.';
}
