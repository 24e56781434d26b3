using Federation.Audit;
using Federation.Contracts.Audit.V1;

namespace Federation.Broker.Console.Proofs;

/// <summary>An entry of the broker's log, and what became of checking its proof just now.</summary>
/// <param name="Index">Where it stands.</param>
/// <param name="Entry">What it says; null where it cannot be read.</param>
/// <param name="Verdict">Whether it is among what the broker signed.</param>
public sealed record ProvenEntry(long Index, AuditEntry? Entry, ProofVerdict Verdict);
