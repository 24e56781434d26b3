namespace Federation.Adapter.Policies;

/// <summary>Who may ask, under which terms. What may be had is bound to the trainer's key, never to a name.</summary>
/// <param name="Id">Its name, which signed requests carry. Format: <c>[a-z0-9][a-z0-9-]{1,62}</c>.</param>
/// <param name="TrainerFingerprint">Lower-case hexadecimal SHA-256 of the trainer's Ed25519 public key.</param>
/// <param name="Deliveries">What may be had.</param>
/// <param name="Purposes">For which purposes; each is also a purpose of the policy.</param>
/// <param name="ValidFrom">The first moment of the term.</param>
/// <param name="ValidUntil">The first moment after the term.</param>
/// <param name="Quotas">How much may be had in all.</param>
public sealed record Agreement(
    string Id, string TrainerFingerprint, IReadOnlyList<DeliveryKind> Deliveries, IReadOnlyList<string> Purposes,
    DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, AgreementQuotas Quotas);

/// <summary>How much may be had under an agreement in all.</summary>
/// <param name="EpsilonMicrosMax">Privacy loss, in millionths of a nat.</param>
/// <param name="RequestsMax">Requests.</param>
/// <param name="RecordsMax">Records of samples, counted as asked.</param>
public sealed record AgreementQuotas(long EpsilonMicrosMax, long RequestsMax, long RecordsMax);
