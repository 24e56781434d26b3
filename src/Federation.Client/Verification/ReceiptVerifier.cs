using System.Security.Cryptography;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Client.Verification;

/// <summary>Checks receipts: the release's digest is in an entry, and the entry is on the adapter's own log.</summary>
internal static class ReceiptVerifier
{
    /// <summary>Checks one receipt and returns the record of what left.</summary>
    /// <param name="silo">Who gave it.</param>
    /// <param name="release">The sealed release.</param>
    /// <param name="accessId">The access that the release names.</param>
    /// <param name="logVerifierKey">The key of the adapter's log, from its signed catalogue.</param>
    /// <exception cref="FederationException">It does not verify.</exception>
    public static ReleaseRecord Verify(string silo, SealedRelease release, string accessId, string logVerifierKey)
    {
        if (release.Receipt is not { } receipt || receipt.Entry.Length < 2 || receipt.Entry[0] != EntryBytes.Version)
        {
            throw FederationException.Unverified(silo, "it has no receipt");
        }

        var verdict = TlogProof.Verify(receipt.Proof, receipt.Entry.Span, logVerifierKey);
        if (!verdict.IsValid)
        {
            throw FederationException.Unverified(
                silo, $"its receipt does not lead to the silo's audit log. {verdict.Explanation.TrimEnd('.')}");
        }

        var entry = Parse(silo, receipt.Entry);
        if (entry.Writer != $"adapter/{silo}" || entry.AccessId != accessId || entry.Release is not { } record)
        {
            throw FederationException.Unverified(silo, "its receipt is for another release");
        }

        return CryptographicOperations.FixedTimeEquals(
            record.ReleaseDigest.Span, SHA256.HashData(release.Envelope.Payload.Span))
            ? record
            : throw FederationException.Unverified(silo, "its receipt is for other bytes");
    }

    private static AuditEntry Parse(string silo, ByteString entry)
    {
        try
        {
            return AuditEntry.Parser.ParseFrom(entry.Span[1..]);
        }
        catch (InvalidProtocolBufferException)
        {
            throw FederationException.Unverified(silo, "the entry of its receipt is malformed");
        }
    }
}
