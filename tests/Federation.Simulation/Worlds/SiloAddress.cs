namespace Federation.Simulation.Worlds;

/// <summary>Where a silo's adapter serves, and the fingerprint of its key.</summary>
internal sealed record SiloAddress(string Id, Uri Address, string Fingerprint);
