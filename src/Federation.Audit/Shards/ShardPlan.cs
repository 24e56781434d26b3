using Federation.Contracts.Audit.V1;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>What it takes to close a shard of a log and open the next one.</summary>
/// <param name="Current">The newest shard there is.</param>
/// <param name="Next">The one after it; its folder does not exist yet.</param>
/// <param name="Key">The log's key; signs both.</param>
/// <param name="Writer">Who writes the log: <c>adapter/NAME</c> or <c>broker/NAME</c>.</param>
/// <param name="Essence">What of an entry the party's state is added up from; null where nothing is. It is given the
/// entries in order.</param>
public sealed record ShardPlan(
    AuditLogOptions Current, AuditLogOptions Next, SigningKey Key, string Writer,
    Func<AuditEntry, AuditEntry?> Essence);
