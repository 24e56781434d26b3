using Federation.Audit;
using Federation.Hosting.Witnesses;

namespace Federation.Hosting.Audits;

/// <summary>A party's log with what belongs to it, for auditors.</summary>
/// <param name="Log">The log.</param>
/// <param name="OpeningsOf">The openings of an access, kept beside the log.</param>
/// <param name="Witness">What the party saw of other logs.</param>
/// <param name="Exchanger">Knows the cosignatures of peers.</param>
/// <param name="Courier">Knows the cosignatures of witnesses; null where there are none.</param>
/// <param name="OpenTags">The committed fields that auditors may open.</param>
public sealed record AuditedLog(
    AuditLog Log, Func<string, IReadOnlyList<CommitmentOpening>> OpeningsOf, Witness Witness, LogExchanger Exchanger,
    WitnessCourier? Courier, IReadOnlySet<string> OpenTags)
{
    /// <summary>The cosignatures of a size that are known: of peers, and of a quorum of witnesses where it cosigned
    /// this very size.</summary>
    public string CosignaturesOf(long size, string note) =>
        Courier?.CosignaturesOf(size) is { Length: > 0 } lines ? lines : Exchanger.CosignaturesOf(size, note);
}
