using Federation.Adapter.Journal;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Adapter.Releases;

/// <summary>P6 and P7: signs what is on record and adds the proof that it is.</summary>
public sealed class ReleaseSealer
{
    private readonly SigningKey _key;
    private readonly AuditJournal _journal;

    internal ReleaseSealer(SigningKey key, AuditJournal journal)
    {
        _key = key;
        _journal = journal;
    }

    /// <summary>
    /// Seals a recorded release. The signature is deterministic: the same release has the same bytes.
    /// </summary>
    public async Task<SealedRelease> SealAsync(RecordedRelease recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return await SealAsync(PayloadTypes.StatisticRelease, recorded.Payload, recorded.LogIndex);
    }

    /// <summary>Signs a payload and proves the entry that recorded it.</summary>
    internal async Task<SealedRelease> SealAsync(
        string payloadType, ReadOnlyMemory<byte> payload, long logIndex) => new()
        {
            Envelope = Sign(payloadType, payload),
            Receipt = await _journal.ProveAsync(logIndex, CancellationToken.None),
        };

    /// <summary>Signs a payload of a given type.</summary>
    internal Envelope Sign(string payloadType, ReadOnlyMemory<byte> payload) => new()
    {
        PayloadType = payloadType,
        Payload = UnsafeByteOperations.UnsafeWrap(payload),
        PublicKey = ByteString.CopyFrom(_key.PublicKey),
        Signature = ByteString.CopyFrom(Dsse.Sign(_key, payloadType, payload.Span)),
    };
}
