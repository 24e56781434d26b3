namespace Federation.Adapter.Policies;

/// <summary>A part of a lineage's budget that its home adapter granted to another one. Its signature was checked, and
/// that it is on the home's log.</summary>
/// <param name="Id">Its id, a UUIDv7: the access id of its entry.</param>
/// <param name="HomeSilo">The adapter that granted it.</param>
/// <param name="RecipientFingerprint">The fingerprint of the signing key of the only adapter that may spend it.</param>
/// <param name="EpsilonMicros">ε of all that may be spent of it, in millionths of a nat.</param>
/// <param name="DeltaFemtos">δ of all that may be spent of it, in units of 10⁻¹⁵.</param>
public sealed record SliceTerms(
    string Id, string HomeSilo, string RecipientFingerprint, long EpsilonMicros, long DeltaFemtos);
