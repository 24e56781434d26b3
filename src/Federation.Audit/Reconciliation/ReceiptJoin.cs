using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>Holds what trainers were given against the logs that it was given from.</summary>
internal sealed class ReceiptJoin
{
    private const int TogetherMax = 512;

    private readonly List<(TrainerReceipt Receipt, ProofVerdict Verdict)> _checked;

    /// <summary>Checks each receipt by itself: its signature and its proof.</summary>
    public ReceiptJoin(IReadOnlyList<TrainerReceipt> receipts, CancellationToken cancellationToken)
    {
        var verdicts = receipts.Chunk(TogetherMax).AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .SelectMany(some => TlogProof.VerifyAll([.. some.Select(receipt => new ProofClaim(
                receipt.Proof, receipt.Entry, receipt.LogVerifierKey))]));
        _checked = [.. receipts.Zip(verdicts)];
    }

    /// <summary>How many receipts are of logs that were not given.</summary>
    public long UncheckedCount { get; private set; }

    /// <summary>How many receipts the copies are too old to judge.</summary>
    public long PendingCount { get; private set; }

    /// <summary>The entries and sizes of a log that receipts speak of.</summary>
    public (HashSet<long> Indexes, HashSet<long> Sizes) WantedOf(string? origin)
    {
        var valid = _checked.Where(one => one.Verdict.IsValid && one.Verdict.Checkpoint!.Origin == origin).ToList();
        return (
            [.. valid.Select(one => one.Verdict.Index!.Value)],
            [.. valid.Select(one => one.Verdict.Checkpoint!.Size)]);
    }

    /// <summary>A key of a log, as receipts of it have it; null where none speaks of it.</summary>
    public string? KeyOf(string? origin) => _checked
        .FirstOrDefault(one => one.Verdict.IsValid && one.Verdict.Checkpoint!.Origin == origin).Receipt?.LogVerifierKey;

    /// <summary>Holds them against the logs, by origin.</summary>
    public void Run(IReadOnlyDictionary<string, PartyLog> logs, FindingList findings)
    {
        foreach (var (receipt, verdict) in _checked)
        {
            if (!verdict.IsValid)
            {
                findings.Add(new ReconciliationFinding(
                    ReconciliationVerdict.ReceiptInvalid, null, null, null, $"{receipt.Name}: {verdict.Explanation}"));
            }
            else if (logs.TryGetValue(verdict.Checkpoint.Origin, out var log))
            {
                Compare(receipt, verdict, log, findings);
            }
            else
            {
                UncheckedCount++;
            }
        }
    }

    private void Compare(TrainerReceipt receipt, ProofVerdict verdict, PartyLog log, FindingList findings)
    {
        var (index, checkpoint) = (verdict.Index!.Value, verdict.Checkpoint!);
        var hasLeaf = log.HasLeaf(index, MerkleTree.LeafHash(receipt.Entry.Span));
        var hadRoot = log.HadRoot(checkpoint.Size, checkpoint.Root.Span);
        if (EntryBytes.TryRead(receipt.Entry.Span) is not { } entry || !Guid.TryParse(entry.AccessId, out var accessId))
        {
            findings.Add(new ReconciliationFinding(
                ReconciliationVerdict.ReceiptInvalid, log.Name, null, index,
                $"{receipt.Name}: its entry is no entry."));
            return;
        }

        if (hasLeaf is null && entry.RecordedUnixMs > log.Table.LastUnixMs)
        {
            PendingCount++;
            return;
        }

        if (hasLeaf != true || hadRoot == false)
        {
            findings.Add(new ReconciliationFinding(
                ReconciliationVerdict.ReceiptNotInLog, log.Name, entry.AccessId, index,
                $"{receipt.Name} proves an entry that the log does not have. Keep both: they are signed by one key.")
            {
                Proof = log.Note is null
                    ? [TlogProof.Parse(receipt.Proof).SignedCheckpoint]
                    : [TlogProof.Parse(receipt.Proof).SignedCheckpoint, log.Note],
            });
            return;
        }

        CompareContent(receipt, entry, accessId, log, findings);
    }

    private static void CompareContent(
        TrainerReceipt receipt, AuditEntry entry, Guid accessId, PartyLog log, FindingList findings)
    {
        if (entry.Release is { } any && any.Silos.Count > 0 && receipt.ReleaseDigest.IsEmpty)
        {
            return; // The broker's: what it names is held against the adapters' logs.
        }

        if (entry.Release is not { } release || !release.ReleaseDigest.Span.SequenceEqual(receipt.ReleaseDigest.Span))
        {
            findings.Add(
                ReconciliationVerdict.DigestMismatch, log.Name, accessId, null,
                $"{receipt.Name} holds another release than the one that its entry records.");
            return;
        }

        var place = log.Table.Find(accessId);
        if (place >= 0 && log.Table.Rows[place].Cost.Contradicts(receipt.Cost))
        {
            findings.Add(
                ReconciliationVerdict.EpsilonMismatch, log.Name, accessId, log.Table.Rows[place].Index,
                $"{receipt.Name} states ε of {receipt.Cost.EpsilonMicros} millionths, the adapter's log of "
                    + $"{log.Table.Rows[place].Cost.EpsilonMicros}.");
        }
    }
}
