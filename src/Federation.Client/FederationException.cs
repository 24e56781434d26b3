using Federation.Contracts.Type.V1;

namespace Federation.Client;

/// <summary>Ends a call of the client. The message is for a person and says what to do.</summary>
/// <param name="kind">What kind of fault.</param>
/// <param name="message">One or more sentences.</param>
/// <param name="reason">The typed reason of a refusal.</param>
public sealed class FederationException(
    FederationFaultKind kind, string message, RefusalReason reason = RefusalReason.Unspecified) : Exception(message)
{
    /// <summary>What kind of fault.</summary>
    public FederationFaultKind Kind { get; } = kind;

    /// <summary>The typed reason of a refusal; unspecified elsewhere.</summary>
    public RefusalReason Reason { get; } = reason;

    internal static FederationException Unverified(string silo, string what) =>
        new(FederationFaultKind.Unverified, $"What silo '{silo}' sent was thrown away: {what}.");
}
