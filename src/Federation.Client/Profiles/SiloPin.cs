namespace Federation.Client.Profiles;

/// <summary>A silo and the key that speaks for it.</summary>
/// <param name="Id">The silo.</param>
/// <param name="Fingerprint">The lower-case hexadecimal SHA-256 of its Ed25519 public key.</param>
public sealed record SiloPin(string Id, string Fingerprint);
