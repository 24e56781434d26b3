using System.Globalization;
using Federation.Contracts.Type.V1;

namespace Federation.Hosting.Errors;

/// <summary>A refusal: what the caller may know of it, and nothing that depends on stored data.</summary>
/// <param name="Reason">The machine-readable cause.</param>
/// <param name="Message">One sentence for a developer, in English.</param>
/// <param name="Facts">Every changing part of <paramref name="Message"/>, by lowerCamelCase name.</param>
public sealed record Refusal(RefusalReason Reason, string Message, IReadOnlyDictionary<string, string> Facts)
{
    private const int DatasetNameCharactersMax = 63;

    /// <summary>The dataset does not exist or may not be had. Both give the same words, so neither is told.</summary>
    /// <param name="dataset">As asked for. What is longer than any name is not said back: it goes into headers.</param>
    public static Refusal AccessDenied(string dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var name = dataset.Length <= DatasetNameCharactersMax ? dataset : string.Empty;
        return new Refusal(
            RefusalReason.AccessDenied,
            $"Permission denied on dataset '{name}' (or it might not exist).",
            new Dictionary<string, string> { ["dataset"] = name });
    }

    /// <summary>A field breaks the contract. The rule comes from the contract and the policy, not from data.</summary>
    /// <param name="field">The path of the field, in the names of the wire.</param>
    /// <param name="rule">What it must be, such as <c>must be from 1 to 10</c>.</param>
    public static Refusal RequestInvalid(string field, string rule) => new(
        RefusalReason.RequestInvalid,
        $"Field '{field}' {rule}.",
        new Dictionary<string, string> { ["field"] = field, ["rule"] = rule });

    /// <summary>The signature does not verify. What exactly fails stays untold: it would help only a forger.</summary>
    public static Refusal SignatureInvalid() => Of(
        RefusalReason.SignatureInvalid, "The request's signature does not verify, or its key is not the one it names.");

    /// <summary>The request is outside its time, or for somebody else. All of that the caller wrote himself.</summary>
    /// <param name="rule">What it must be, such as <c>expired</c> or <c>is meant for another federation</c>.</param>
    public static Refusal RequestStale(string rule) => new(
        RefusalReason.RequestStale,
        $"The request {rule}. Sign a new one.",
        new Dictionary<string, string> { ["rule"] = rule });

    /// <summary>The id was used before. Only the trainer whose key signed the first one can be told this.</summary>
    public static Refusal RequestReplayed() => Of(
        RefusalReason.RequestReplayed, "This request id was used with another body, or its answer is no longer kept.");

    /// <summary>The caller cannot pay. It hears which limit it is, and what is left of limits of its own.</summary>
    /// <param name="limit">Which limit.</param>
    /// <param name="requestedMicros">What was asked for, in millionths of a nat.</param>
    /// <param name="remainingMicros">What is left of it. Null where others spend of it too and the policy does not
    /// show it: then their spending would be told.</param>
    public static Refusal BudgetExhausted(BudgetLimit limit, long requestedMicros, long? remainingMicros)
    {
        var facts = new Dictionary<string, string>
        {
            ["limit"] = limit.ToString().ToLowerInvariant(),
            ["requestedEpsilonMicros"] = requestedMicros.ToString(CultureInfo.InvariantCulture),
        };
        if (remainingMicros is { } remaining)
        {
            facts["remainingEpsilonMicros"] = remaining.ToString(CultureInfo.InvariantCulture);
        }

        var left = remainingMicros is { } known ? $"{known} are left" : "too little is left";
        return new Refusal(
            RefusalReason.BudgetExhausted,
            $"The query asks for {requestedMicros} micros of ε; {left} of the budget of the {facts["limit"]}. "
                + "Ask for less, or wait.",
            facts);
    }

    /// <summary>The agreement's quota is too small. Quotas count what is asked, so nothing of the data shows.</summary>
    /// <param name="quota">Which quota, such as <c>recordsMax</c>.</param>
    /// <param name="requested">How much was asked for.</param>
    /// <param name="remaining">How much is left.</param>
    public static Refusal QuotaExhausted(string quota, long requested, long remaining) => new(
        RefusalReason.QuotaExhausted,
        $"The request needs {requested} of quota '{quota}', {remaining} are left.",
        new Dictionary<string, string>
        {
            ["quota"] = quota,
            ["requested"] = requested.ToString(CultureInfo.InvariantCulture),
            ["remaining"] = remaining.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>The caller asks too often. Depends on the caller's own calls alone.</summary>
    public static Refusal RateLimited() => Of(
        RefusalReason.RateLimited, "Too many requests in a short time. Wait a little and try again.");

    /// <summary>A silo does not take calls. Its address stays with the broker.</summary>
    public static Refusal SiloUnreachable(string silo) => OfSilo(
        RefusalReason.SiloUnreachable, silo, $"The silo '{silo}' could not be reached.");

    /// <summary>A silo took a call and did not answer in time. The deadline is the same whatever is asked.</summary>
    public static Refusal SiloTimedOut(string silo) => OfSilo(
        RefusalReason.SiloTimedOut, silo, $"The silo '{silo}' did not answer within its deadline.");

    /// <summary>A silo's answer did not verify. The answer itself was thrown away.</summary>
    public static Refusal ReleaseInvalid(string silo) => OfSilo(
        RefusalReason.ReleaseInvalid, silo, $"What the silo '{silo}' sent did not verify and was thrown away.");

    /// <summary>The store could not be read. What the engine said stays with the holder.</summary>
    public static Refusal StoreUnavailable() => Of(
        RefusalReason.StoreUnavailable, "The holder's store could not be read. A debit already made stays spent.");

    /// <summary>Nothing can be put on record, so nothing leaves.</summary>
    public static Refusal AuditUnavailable() => Of(
        RefusalReason.AuditUnavailable, "The audit log cannot be written, so nothing may leave.");

    /// <summary>The dataset leaves only before witnesses, and too few of them answer. Depends on them alone.</summary>
    public static Refusal WitnessesMissing() => Of(
        RefusalReason.WitnessesMissing,
        "Too few witnesses have cosigned the silo's log. Ask again with the same request: it is never paid twice.");

    /// <summary>What a caller hears of a bug: nothing but where to look it up.</summary>
    public static Refusal Internal(string traceId) => new(
        RefusalReason.Internal,
        $"A process failed. Quote the trace id {traceId} to its operator.",
        new Dictionary<string, string> { ["traceId"] = traceId });

    /// <summary>The refusal as other messages carry it.</summary>
    public Contracts.Type.V1.Refusal ToWire()
    {
        var wire = new Contracts.Type.V1.Refusal { Reason = Reason, Message = Message };
        wire.Facts.Add(Facts.ToDictionary());
        return wire;
    }

    private static Refusal Of(RefusalReason reason, string message) =>
        new(reason, message, new Dictionary<string, string>());

    private static Refusal OfSilo(RefusalReason reason, string silo, string message) =>
        new(reason, message, new Dictionary<string, string> { ["silo"] = silo });
}
