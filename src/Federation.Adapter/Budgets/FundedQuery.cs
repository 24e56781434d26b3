using Federation.Adapter.Permits;

namespace Federation.Adapter.Budgets;

/// <summary>A question whose debit is durable. Only <see cref="BudgetLedger"/> makes one.</summary>
public sealed class FundedQuery
{
    internal FundedQuery(PermittedQuery permitted, string accessId, long lineageEpsilonMicros, StoredAnswer? stored)
    {
        Permitted = permitted;
        AccessId = accessId;
        LineageEpsilonMicros = lineageEpsilonMicros;
        Stored = stored;
    }

    /// <summary>The question.</summary>
    public PermittedQuery Permitted { get; }

    /// <summary>The access under which the log knows it, a UUIDv7.</summary>
    public string AccessId { get; }

    /// <summary>What the lineage paid, in micro-nats; 0 where a stored answer serves.</summary>
    public long LineageEpsilonMicros { get; }

    /// <summary>The answer that was released to the same question before, or null.</summary>
    public StoredAnswer? Stored { get; }
}
