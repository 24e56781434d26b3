using Federation.Audit;
using Federation.Privacy;
using WireCost = Federation.Contracts.Type.V1.PrivacyCost;

namespace Federation.Adapter.Budgets;

/// <summary>Costs as the wire and the log have them, and back.</summary>
internal static class WireCosts
{
    public static WireCost Format(PrivacyCost cost) => new()
    {
        EpsilonMicros = cost.EpsilonMicros,
        RhoMicros = cost.RhoMicros,
        DeltaFemtos = cost.DeltaFemtos,
    };

    /// <summary>A cost on record; what is not written costs nothing.</summary>
    /// <exception cref="AuditLogDamagedException">It is below nothing, which no adapter ever wrote.</exception>
    public static PrivacyCost Read(WireCost? cost) => cost switch
    {
        null => default,
        { EpsilonMicros: < 0 } or { RhoMicros: < 0 } or { DeltaFemtos: < 0 } =>
            throw new AuditLogDamagedException("A debit of the audit log is below nothing."),
        _ => new PrivacyCost(cost.EpsilonMicros, cost.RhoMicros, cost.DeltaFemtos),
    };
}
