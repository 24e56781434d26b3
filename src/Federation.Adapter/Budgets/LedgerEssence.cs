using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Adapter.Budgets;

/// <summary>
/// What the next shard of a log carries over of its entries: all that <see cref="LedgerFold"/> looks at, in the order
/// of the log, and nothing else. The fold over it is the fold over the entries themselves.
/// </summary>
internal sealed class LedgerEssence
{
    private readonly HashSet<string> _openSamples = [];
    private readonly HashSet<(string AccessId, int Chunk, ByteString Digest)> _releases = [];

    /// <summary>What the ledger needs of the next entry; null where it needs nothing.</summary>
    public AuditEntry? Of(AuditEntry entry) => entry.EventCase switch
    {
        AuditEntry.EventOneofCase.Intent when entry.Intent.Decision == Decision.Allow => OfDebit(entry),
        AuditEntry.EventOneofCase.Slice or AuditEntry.EventOneofCase.Preparation => entry,
        AuditEntry.EventOneofCase.Release when IsNew(entry) => entry,
        AuditEntry.EventOneofCase.Outcome when entry.Outcome.Status == OutcomeStatus.Completed
            && _openSamples.Remove(entry.AccessId) => entry, // A statistic is complete with its release.
        _ => null,
    };

    private AuditEntry OfDebit(AuditEntry entry)
    {
        if (entry.Intent.Delivery == Delivery.Sample)
        {
            _openSamples.Add(entry.AccessId);
        }

        var debit = entry.Clone();
        debit.Intent.Commitments.Clear();
        debit.Intent.RequestSignature = ByteString.Empty;
        return debit;
    }

    /// <summary>One that was recorded again for its receipt was carried before.</summary>
    private bool IsNew(AuditEntry entry) =>
        _releases.Add((entry.AccessId, entry.Release.ChunkNumber, entry.Release.ReleaseDigest));
}
