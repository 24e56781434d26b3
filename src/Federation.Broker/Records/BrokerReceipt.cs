using Federation.Contracts.Type.V1;

namespace Federation.Broker.Records;

/// <summary>The proof that the broker recorded what leaves.</summary>
/// <param name="Receipt">The entry and its inclusion proof.</param>
/// <param name="LogVerifierKey">The key of the broker's log.</param>
public sealed record BrokerReceipt(Receipt Receipt, string LogVerifierKey);
