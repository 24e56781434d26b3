using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Broker;

/// <summary>Who a broker is, and the key of its log.</summary>
/// <param name="Federation">The federation it serves, such as <c>demo.federation</c>.</param>
/// <param name="Broker">Its name there.</param>
/// <param name="LogKey">Signs the checkpoints of the audit log.</param>
/// <param name="Witnesses">Who cosigns them; null asks nobody but the adapters.</param>
public sealed record BrokerIdentity(
    string Federation, string Broker, SigningKey LogKey, WitnessOptions? Witnesses = null);
