using Federation.Client.Profiles;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Client.Verification;

/// <summary>Opens envelopes of pinned silos: fingerprint, then signature, then parse, and no unknown field.</summary>
internal sealed class PinnedEnvelopes(TrainerProfile profile)
{
    private readonly Dictionary<string, SiloPin> _pins =
        profile.Silos.ToDictionary(silo => silo.Id, StringComparer.Ordinal);

    /// <summary>Whether a silo is pinned.</summary>
    public bool Knows(string silo) => _pins.ContainsKey(silo);

    /// <summary>Opens an envelope.</summary>
    /// <param name="silo">Who is said to have signed it.</param>
    /// <param name="envelope">What arrived; null where nothing did.</param>
    /// <param name="payloadType">What it must be.</param>
    /// <param name="parser">Reads it, once verified.</param>
    /// <exception cref="FederationException">It does not verify.</exception>
    public T Open<T>(string silo, Envelope? envelope, string payloadType, MessageParser<T> parser)
        where T : IMessage<T>
    {
        if (!_pins.TryGetValue(silo, out var pin))
        {
            throw FederationException.Unverified(silo, "no key of it is pinned in the profile");
        }

        return Open(silo, pin.Fingerprint, envelope, payloadType, parser);
    }

    /// <summary>Checks that the witnesses which the profile asks for cosigned what a receipt leads to.</summary>
    /// <exception cref="FederationException">They did not.</exception>
    public void RequireWitnesses(string silo, Receipt receipt)
    {
        if (_pins.GetValueOrDefault(silo)?.Witnesses is { } policy)
        {
            ReleaseCheck.VerifyWitnesses(silo, receipt, policy);
        }
    }

    /// <summary>Opens an envelope of a silo whose fingerprint is given.</summary>
    public static T Open<T>(
        string silo, string fingerprint, Envelope? envelope, string payloadType, MessageParser<T> parser)
        where T : IMessage<T>
    {
        if (envelope is null || envelope.PayloadType != payloadType)
        {
            throw FederationException.Unverified(silo, $"it is not of the type {payloadType}");
        }

        if (!VerifyKey.TryImport(envelope.PublicKey.Span, out var key) || key.Fingerprint != fingerprint)
        {
            throw FederationException.Unverified(silo, "it is signed with another key than the pinned one");
        }

        if (!Dsse.Verify(key, payloadType, envelope.Payload.Span, envelope.Signature.Span))
        {
            throw FederationException.Unverified(silo, "its signature does not verify");
        }

        try
        {
            var message = parser.ParseFrom(envelope.Payload);
            return parser.WithDiscardUnknownFields(true).ParseFrom(envelope.Payload).Equals(message)
                ? message
                : throw FederationException.Unverified(silo, "it has fields that this client does not know; update it");
        }
        catch (InvalidProtocolBufferException)
        {
            throw FederationException.Unverified(silo, "it is malformed");
        }
    }
}
