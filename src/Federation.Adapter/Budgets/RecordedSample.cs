using Federation.Contracts.Audit.V1;

namespace Federation.Adapter.Budgets;

/// <summary>What the log says of a sample: its access and the chunks on record, in order.</summary>
/// <param name="AccessId">The access, a UUIDv7.</param>
/// <param name="Releases">The RELEASE entry of each chunk, with its index in the log.</param>
public sealed record RecordedSample(string AccessId, IReadOnlyList<(long Index, ReleaseRecord Record)> Releases);
