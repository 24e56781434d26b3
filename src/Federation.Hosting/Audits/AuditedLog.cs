using Federation.Audit;

namespace Federation.Hosting.Audits;

/// <summary>A party's log with what belongs to it, for auditors.</summary>
/// <param name="Log">The log.</param>
/// <param name="OpeningsOf">The openings of an access, kept beside the log.</param>
/// <param name="Witness">What the party saw of other logs.</param>
/// <param name="Exchanger">Knows the cosignatures of peers.</param>
/// <param name="OpenTags">The committed fields that auditors may open.</param>
public sealed record AuditedLog(
    AuditLog Log, Func<string, IReadOnlyList<CommitmentOpening>> OpeningsOf, Witness Witness, LogExchanger Exchanger,
    IReadOnlySet<string> OpenTags);
