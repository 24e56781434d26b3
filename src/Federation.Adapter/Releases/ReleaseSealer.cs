using Federation.Adapter.Journal;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Adapter.Releases;

/// <summary>P6 and P7: signs what is on record and adds the proof that it is.</summary>
public sealed class ReleaseSealer
{
    private readonly SigningKey _key;
    private readonly AuditJournal _journal;
    private readonly WitnessQuorum _quorum;

    internal ReleaseSealer(SigningKey key, AuditJournal journal, WitnessQuorum quorum) =>
        (_key, _journal, _quorum) = (key, journal, quorum);

    /// <summary>
    /// Seals a recorded release. The signature is deterministic: the same release has the same bytes.
    /// </summary>
    /// <param name="recorded">What is on record.</param>
    /// <param name="dataset">Whose it is: its policy may require witnesses.</param>
    /// <exception cref="Hosting.Errors.RefusalException">It requires them, and too few cosigned in time.</exception>
    public async Task<SealedRelease> SealAsync(RecordedRelease recorded, string dataset)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return await SealAsync(PayloadTypes.StatisticRelease, recorded.Payload, recorded.LogIndex, dataset);
    }

    /// <summary>Signs a payload and proves the entry that recorded it.</summary>
    internal async Task<SealedRelease> SealAsync(
        string payloadType, ReadOnlyMemory<byte> payload, long logIndex, string dataset) => new()
        {
            Envelope = Sign(payloadType, payload),
            Receipt = await _quorum.FindAsync(dataset, logIndex) is var (size, note)
                ? await _journal.ProveAsync(logIndex, size, note, CancellationToken.None)
                : await _journal.ProveAsync(logIndex, CancellationToken.None),
        };

    /// <summary>Signs a payload of a given type.</summary>
    internal Envelope Sign(string payloadType, ReadOnlyMemory<byte> payload) => Sign(_key, payloadType, payload);

    /// <summary>Signs a payload of a given type with an adapter's key.</summary>
    internal static Envelope Sign(SigningKey key, string payloadType, ReadOnlyMemory<byte> payload) => new()
    {
        PayloadType = payloadType,
        Payload = UnsafeByteOperations.UnsafeWrap(payload),
        PublicKey = ByteString.CopyFrom(key.PublicKey),
        Signature = ByteString.CopyFrom(Dsse.Sign(key, payloadType, payload.Span)),
    };
}
