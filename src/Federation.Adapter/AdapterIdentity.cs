using Federation.Sealing;

namespace Federation.Adapter;

/// <summary>Who an adapter is, and the keys that only it holds.</summary>
/// <param name="Federation">The federation it belongs to, such as <c>demo.federation</c>.</param>
/// <param name="Silo">Its name there.</param>
/// <param name="SigningKey">Signs releases; trainers and broker pin its fingerprint.</param>
/// <param name="LogKey">Signs the checkpoints of the audit log.</param>
/// <param name="SelectionKey">Orders records for bounding and samples, 32 bytes; never leaves the adapter.</param>
public sealed record AdapterIdentity(
    string Federation, string Silo, SigningKey SigningKey, SigningKey LogKey, byte[] SelectionKey);
