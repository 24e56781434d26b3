using System.Security.Cryptography;
using Federation.Audit;
using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Broker.Releases;

/// <summary>Holds a receipt against what it is a receipt for.</summary>
internal sealed class ReceiptReader(IReceiptCheck receipts)
{
    private const int EntryBytesMax = 65_535;
    private const int ProofCharactersMax = 16_384;

    /// <summary>Whether the silo's log holds a release of exactly these payload bytes in this access.</summary>
    /// <param name="silo">Whose log.</param>
    /// <param name="catalogue">Names the log's key.</param>
    /// <param name="release">The payload's envelope and the receipt.</param>
    /// <param name="accessId">The access that the payload names.</param>
    public bool Proves(Silo silo, VerifiedCatalogue catalogue, SealedRelease release, string accessId)
    {
        var receipt = release.Receipt;
        if (receipt is null || receipt.Entry.Length is < 1 or > EntryBytesMax || receipt.Entry[0] != EntryBytes.Version
            || receipt.Proof.Length > ProofCharactersMax)
        {
            return false;
        }

        var entry = SignedMessage.Parse(ByteString.CopyFrom(receipt.Entry.Span[1..]), AuditEntry.Parser);
        return entry?.Release is { } record
            && entry.AccessId == accessId
            && entry.Writer == $"adapter/{silo.Id}"
            && record.ReleaseDigest.Span.SequenceEqual(SHA256.HashData(release.Envelope.Payload.Span))
            && receipts.IsOnLog(receipt.Proof, receipt.Entry.Span, catalogue.LogVerifierKey);
    }
}
