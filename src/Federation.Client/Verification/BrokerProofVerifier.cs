using System.Security.Cryptography;
using Federation.Audit;
using Federation.Client.Profiles;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Client.Verification;

/// <summary>Checks the broker's own proof: its log records exactly the releases that it handed over.</summary>
internal sealed class BrokerProofVerifier(TrainerProfile profile)
{
    private const string Broker = "the broker";

    /// <summary>Checks the proof of a merged statistic; null where the broker gave none and none is required.</summary>
    /// <exception cref="FederationException">It does not verify, or is missing though the profile pins the
    /// log.</exception>
    public BrokerProof? Verify(QueryStatisticResponse response)
    {
        if (!IsGiven(response.Receipt))
        {
            return null;
        }

        var entry = OpenPinned(response.Receipt, response.LogVerifierKey);
        if (entry.AccessId != response.AccessId)
        {
            throw Fault("its receipt is for another access");
        }

        foreach (var answer in response.Answers)
        {
            var isSame = answer.OutcomeCase == SiloAnswer.OutcomeOneofCase.Release
                ? Names(entry, answer.Silo, answer.Release.Envelope)
                : entry.Release.Silos.Any(silo => silo.Silo == answer.Silo && silo.ReleaseDigest.IsEmpty);
            if (!isSame)
            {
                throw Fault($"its log says something else of what '{answer.Silo}' answered");
            }
        }

        return entry.Release.Silos.Count == response.Answers.Count
            ? new BrokerProof(response.Receipt, response.LogVerifierKey, Silo: "")
            : throw Fault("its log names other silos than its answer");
    }

    /// <summary>Checks the proof of the end of one silo's sample.</summary>
    /// <inheritdoc cref="Verify(QueryStatisticResponse)"/>
    public BrokerProof? Verify(StreamSampleResponse part)
    {
        if (!IsGiven(part.Receipt))
        {
            return null;
        }

        return Names(OpenPinned(part.Receipt, part.LogVerifierKey), part.Silo, part.Frame.End)
            ? new BrokerProof(part.Receipt, part.LogVerifierKey, part.Silo)
            : throw Fault($"its log says something else of what '{part.Silo}' sent");
    }

    /// <summary>Opens a receipt of a broker's log: the RELEASE entry that it proves.</summary>
    /// <exception cref="FederationException">It does not verify.</exception>
    public static AuditEntry Open(Receipt receipt, string logVerifierKey)
    {
        var verdict = TlogProof.Verify(receipt.Proof, receipt.Entry.Span, logVerifierKey);
        if (!verdict.IsValid)
        {
            throw Fault($"its receipt does not lead to its audit log. {verdict.Explanation.TrimEnd('.')}");
        }

        return EntryBytes.TryRead(receipt.Entry.Span) is { Release: not null } entry
            && entry.Writer.StartsWith("broker/", StringComparison.Ordinal)
            ? entry
            : throw Fault("its receipt is for no release");
    }

    private bool IsGiven(Receipt? receipt) => receipt is not null || profile.BrokerLogVerifierKey is null
        ? receipt is not null
        : throw Fault("it gave no receipt, and the profile pins its log");

    /// <summary>The proof must hold under the key that the broker names, and, where that is another than the pinned one
    /// by now, lead from the pinned one to it.</summary>
    private AuditEntry OpenPinned(Receipt receipt, string logVerifierKey)
    {
        if (profile.BrokerLogVerifierKey is { } pinned && pinned != logVerifierKey)
        {
            _ = Open(receipt, pinned);
        }

        return Open(receipt, logVerifierKey);
    }

    private static bool Names(AuditEntry entry, string silo, Envelope? envelope) => entry.Release.Silos.Any(named =>
        named.Silo == silo
        && named.ReleaseDigest.Span.SequenceEqual(SHA256.HashData((envelope?.Payload ?? ByteString.Empty).Span)));

    private static FederationException Fault(string what) => FederationException.Unverified(Broker, what);
}
