using Federation.Audit;

namespace Federation.Client.Profiles;

/// <summary>A silo and the key that speaks for it.</summary>
/// <param name="Id">The silo.</param>
/// <param name="Fingerprint">The lower-case hexadecimal SHA-256 of its Ed25519 public key.</param>
public sealed record SiloPin(string Id, string Fingerprint)
{
    /// <summary>Who must have cosigned the checkpoint of each receipt; null asks for none. Its <c>log</c> lines, where
    /// there are any, pin the keys of the silo's log.</summary>
    public WitnessPolicy? Witnesses { get; init; }
}
