using Federation.Adapter.Permits;
using Federation.Privacy;
using Federation.Privacy.Plans;

namespace Federation.Adapter.Budgets;

/// <summary>A question whose debit is durable. Only <see cref="BudgetLedger"/> makes one.</summary>
public sealed class FundedQuery
{
    internal FundedQuery(PermittedQuery permitted, string accessId, QueryPrice price)
    {
        Permitted = permitted;
        AccessId = accessId;
        Plan = price.Plan;
        LineageCost = price.LineageCost;
        TrainerEpsilonMicros = price.TrainerMicros;
        Stored = price.Served is { } served ? StoredAnswer.Of(served) : null;
        Refined = price.Served is null ? [.. price.Earlier.Select(StoredAnswer.Of)] : [];
    }

    /// <summary>The question.</summary>
    public PermittedQuery Permitted { get; }

    /// <summary>What the store will run, with the noise that is paid for.</summary>
    public BoundedPlan Plan { get; }

    /// <summary>The access under which the log knows it, a UUIDv7.</summary>
    public string AccessId { get; }

    /// <summary>What the lineage paid; nothing where a stored answer serves.</summary>
    public PrivacyCost LineageCost { get; }

    /// <summary>What a trainer is shown as the cost: that of a first answer, or nothing where it holds it.</summary>
    public PrivacyCost ShownCost => TrainerEpsilonMicros == 0 ? default : Plan.Cost;

    /// <summary>What the trainer paid, in micro-nats: the ε it asked for, or, where it holds a less precise answer,
    /// what that did not cost; 0 only where it holds the answer.</summary>
    /// <remarks>
    /// All that the trainer sees depends on this cost and not on the lineage's: it must not learn what others asked.
    /// </remarks>
    public long TrainerEpsilonMicros { get; }

    /// <summary>Whether the trainer was given the stored answer before.</summary>
    public bool IsHeld => Stored is not null && TrainerEpsilonMicros == 0;

    /// <summary>The answer that was released to the same question before, or null.</summary>
    public StoredAnswer? Stored { get; }

    /// <summary>The trainer's earlier answers that new noise is put together with, oldest first; none in most
    /// cases.</summary>
    public IReadOnlyList<StoredAnswer> Refined { get; }
}
