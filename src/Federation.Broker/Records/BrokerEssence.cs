using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Broker.Records;

/// <summary>What the next shard of a broker's log carries over: what accesses that were allowed add up to.</summary>
public static class BrokerEssence
{
    /// <summary>What is needed of an entry; null where nothing is.</summary>
    public static AuditEntry? Of(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        switch (entry.EventCase)
        {
            case AuditEntry.EventOneofCase.Intent when entry.Intent.Decision == Decision.Allow:
                var asked = entry.Clone();
                asked.Intent.Commitments.Clear();
                asked.Intent.RequestSignature = ByteString.Empty;
                return asked;
            case AuditEntry.EventOneofCase.Release:
                return entry;
            default:
                return null;
        }
    }
}
