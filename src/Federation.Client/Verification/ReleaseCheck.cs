using Federation.Audit;
using Federation.Client.Samples;
using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Sealing;

namespace Federation.Client.Verification;

/// <summary>Checks a kept receipt offline: no network, no profile.</summary>
public static class ReleaseCheck
{
    /// <summary>Checks signature and receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="logVerifierKey">The log's key from elsewhere; null takes the one in the receipt.</param>
    /// <param name="fingerprint">The fingerprint that the signer must have; null accepts the one shown.</param>
    /// <exception cref="FederationException">Something does not verify.</exception>
    public static CheckedReceipt Verify(ReceiptFile receipt, string? logVerifierKey, string? fingerprint)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (receipt.IsOfBroker)
        {
            return VerifyBroker(receipt, logVerifierKey ?? receipt.LogVerifierKey);
        }

        var envelope = receipt.Release.Envelope ?? new Envelope();
        fingerprint ??= VerifyKey.FingerprintOf(envelope.PublicKey.Span);
        var accessId = envelope.PayloadType switch
        {
            PayloadTypes.SampleChunk => PinnedEnvelopes.Open(
                receipt.Silo, fingerprint, envelope, PayloadTypes.SampleChunk, SampleChunk.Parser).AccessId,
            PayloadTypes.RemovalReport => PinnedEnvelopes.Open(
                receipt.Silo, fingerprint, envelope, PayloadTypes.RemovalReport, RemovalReport.Parser).AccessId,
            _ => PinnedEnvelopes.Open(
                receipt.Silo, fingerprint, envelope, PayloadTypes.StatisticRelease, StatisticRelease.Parser).AccessId,
        };
        var key = logVerifierKey ?? receipt.LogVerifierKey;
        ReceiptVerifier.Verify(receipt.Silo, receipt.Release, accessId, key);
        return new CheckedReceipt(
            receipt.Silo, envelope.PayloadType, accessId, fingerprint, NoteVerifier.Parse(key).Name,
            TlogProof.Parse(receipt.Release.Receipt.Proof).Index);
    }

    /// <summary>Checks that a receipt's checkpoint was signed by a log that a policy names, and cosigned by its
    /// quorum.</summary>
    /// <exception cref="FederationException">It was not.</exception>
    public static void VerifyWitnesses(ReceiptFile receipt, WitnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(policy);
        VerifyWitnesses(receipt.Silo, receipt.Release.Receipt, policy);
    }

    /// <summary>The same of a receipt that has just arrived.</summary>
    internal static void VerifyWitnesses(string silo, Receipt? receipt, WitnessPolicy policy)
    {
        if (!TlogProof.TryParse(receipt?.Proof ?? "", out var proof) || !policy.IsSatisfied(proof.SignedCheckpoint))
        {
            throw FederationException.Unverified(
                silo, "its checkpoint lacks a log or the quorum that the witness policy names");
        }
    }

    /// <summary>Any entry will do: trainers keep what was about to leave, consoles give away the others, too.</summary>
    private static CheckedReceipt VerifyBroker(ReceiptFile receipt, string key)
    {
        var wire = receipt.Release.Receipt;
        var verdict = TlogProof.Verify(wire.Proof, wire.Entry.Span, key);
        return verdict.IsValid && EntryBytes.TryRead(wire.Entry.Span) is { } entry
            ? new CheckedReceipt(
                entry.Writer, $"{entry.EventCase} entry of its log", entry.AccessId, Fingerprint: "",
                verdict.Checkpoint.Origin, verdict.Index.Value)
            : throw FederationException.Unverified(receipt.Silo, verdict.Explanation.TrimEnd('.'));
    }
}
