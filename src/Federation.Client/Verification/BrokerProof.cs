using Federation.Contracts.Type.V1;

namespace Federation.Client.Verification;

/// <summary>The broker's own proof of an answer: its entry, on its log.</summary>
/// <param name="Receipt">The entry and its inclusion proof.</param>
/// <param name="LogVerifierKey">The key of the broker's log.</param>
/// <param name="Silo">The silo whose part it covers; empty where it covers a whole answer.</param>
public sealed record BrokerProof(Receipt Receipt, string LogVerifierKey, string Silo);
