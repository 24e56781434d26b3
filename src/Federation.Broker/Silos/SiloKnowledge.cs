using Federation.Hosting.Errors;

namespace Federation.Broker.Silos;

/// <summary>What is known of a silo: its catalogue, or why there is none.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Catalogue">What it offers, or null.</param>
/// <param name="Refusal">Why that is not known; null where it is.</param>
public sealed record SiloKnowledge(Silo Silo, VerifiedCatalogue? Catalogue, Refusal? Refusal);
