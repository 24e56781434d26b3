using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>
/// Gathers what a party's state is added up from out of the entries of a shard, and packs it into the first entries of
/// the next. Of each peer's log what was seen last is carried, too: no two checkpoints that a party ever cosigns
/// disagree.
/// </summary>
/// <param name="essence">What of an entry the party's state needs; null where it needs nothing of it. It is given the
/// entries in order.</param>
internal sealed class LedgerCarryWriter(Func<AuditEntry, AuditEntry?> essence)
{
    private const int PartLengthBytesMax = 60_000;
    private const int OverheadLengthBytes = 8; // Tag and length of an entry in a part.

    private readonly List<AuditEntry> _entries = [];
    private readonly Dictionary<(string Origin, bool IsFork), AuditEntry> _peers = [];

    /// <summary>Takes the next entry of the shard.</summary>
    public void Add(AuditEntry entry)
    {
        foreach (var (_, single) in CarriedEntries.Of(0, entry))
        {
            if (single.PeerCheckpoint is { } seen)
            {
                var origin = seen.Checkpoint.Split('\n', 2)[0];
                _peers[(origin, seen.IsFork)] = Bare(single);
            }
            else if (essence(single) is { } needed)
            {
                _entries.Add(Bare(needed));
            }
        }
    }

    /// <summary>The parts, each to be an entry of its own; at least one.</summary>
    /// <param name="predecessor">The last checkpoint of the shard, as a signed note.</param>
    public IReadOnlyList<LedgerCarry> Pack(string predecessor)
    {
        var parts = new List<LedgerCarry> { new() { Predecessor = predecessor } };
        var lengthBytes = predecessor.Length;
        foreach (var entry in _entries.Concat(_peers.OrderBy(peer => peer.Key.IsFork).Select(peer => peer.Value)))
        {
            var size = OverheadLengthBytes + entry.CalculateSize();
            if (lengthBytes + size > PartLengthBytesMax && lengthBytes > 0)
            {
                parts.Add(new LedgerCarry { Part = parts.Count });
                lengthBytes = 0;
            }

            parts[^1].Entries.Add(entry);
            lengthBytes += size;
        }

        parts.ForEach(part => part.PartsCount = parts.Count);
        return parts;
    }

    /// <summary>Without what only an entry of its own needs.</summary>
    private static AuditEntry Bare(AuditEntry entry)
    {
        var bare = entry.Clone();
        (bare.Blind, bare.Writer) = (Google.Protobuf.ByteString.Empty, "");
        return bare;
    }
}
