using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Privacy.Plans;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Adapter.Requests;

/// <summary>
/// Every no of the adapter, ready to be thrown. The words, and why each is safe to tell, are <see cref="Refusal"/>'s.
/// </summary>
internal static class Refusals
{
    public static RefusalException AccessDenied(string dataset) => new(Refusal.AccessDenied(dataset));

    public static RefusalException RequestInvalid(string field, string rule) =>
        new(Refusal.RequestInvalid(field, rule));

    /// <summary>What the planner found, from the question and the declared columns alone.</summary>
    public static RefusalException QueryInvalid(QueryFault fault) => new(new Refusal(
        RefusalReason.RequestInvalid, fault.Message, new Dictionary<string, string> { ["field"] = fault.Field }));

    public static RefusalException SignatureInvalid() => new(Refusal.SignatureInvalid());

    public static RefusalException RequestStale(string rule) => new(Refusal.RequestStale(rule));

    public static RefusalException RequestReplayed() => new(Refusal.RequestReplayed());

    public static RefusalException BudgetExhausted(BudgetLimit limit, long requestedMicros, long? remainingMicros) =>
        new(Refusal.BudgetExhausted(limit, requestedMicros, remainingMicros));

    public static RefusalException QuotaExhausted(string quota, long requested, long remaining) =>
        new(Refusal.QuotaExhausted(quota, requested, remaining));

    public static RefusalException StoreUnavailable() => new(Refusal.StoreUnavailable());

    public static RefusalException AuditUnavailable() => new(Refusal.AuditUnavailable());
}
