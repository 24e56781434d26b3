using Federation.Contracts.Type.V1;

namespace Federation.Client;

/// <summary>What one silo offers, or why that is not known.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Catalogue">Its catalogue, checked against the pinned key.</param>
/// <param name="Refusal">Why there is none.</param>
/// <param name="IsPinned">Whether the profile pins the silo's key; only then is it believed and asked.</param>
public sealed record CatalogueOutcome(string Silo, SiloCatalogue? Catalogue, Refusal? Refusal, bool IsPinned);
