namespace Federation.Adapter.Slices;

/// <summary>What a holder grants of a lineage to another adapter.</summary>
/// <param name="Lineage">The lineage; this adapter is its home.</param>
/// <param name="RecipientFingerprint">The fingerprint of the other adapter's signing key.</param>
/// <param name="EpsilonMicros">ε, in millionths of a nat.</param>
/// <param name="DeltaFemtos">δ, in units of 10⁻¹⁵; taken from the lineage's selectionDelta.</param>
public sealed record SliceOrder(string Lineage, string RecipientFingerprint, long EpsilonMicros, long DeltaFemtos);
