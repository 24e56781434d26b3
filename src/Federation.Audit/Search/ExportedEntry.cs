using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>An entry on its way out of a log: what it says, what it belongs to, and what proves it.</summary>
/// <param name="Origin">The name of the log.</param>
/// <param name="Index">Where it stands, from 0.</param>
/// <param name="LeafHash">The hash of it in the log's tree: with origin and index it can be proved at any time.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Intent">The INTENT of its access; null where the log has none or it was not given.</param>
public sealed record ExportedEntry(string Origin, long Index, byte[] LeafHash, AuditEntry Entry, Intent? Intent);
