using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Hosting.Audits;

/// <summary>What is put on record in place of an INTENT that the log did not take: that the call was denied for
/// it.</summary>
public static class UnavailableDenial
{
    private const int BlindLengthBytes = 16;

    /// <summary>Makes it of the same access and time: should a log that failed hold the other one after all, both are
    /// of one call. Nobody was asked.</summary>
    /// <param name="entry">An entry with an INTENT; it stays as it is.</param>
    public static AuditEntry Of(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var told = entry.Clone();
        told.Blind = UnsafeByteOperations.UnsafeWrap(FreshBytes.Take(BlindLengthBytes));
        told.Intent.Decision = Decision.Deny;
        told.Intent.Reason = RefusalReason.AuditUnavailable;
        told.Intent.Silos.Clear();
        return told;
    }
}
