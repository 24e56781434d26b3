namespace Federation.Adapter.Budgets;

/// <summary>What was spent of one limit. Integers, so that debits add up exactly in any order.</summary>
internal sealed class Spending
{
    public long EpsilonMicros { get; set; }

    public long RequestsCount { get; set; }

    public long RecordsCount { get; set; }
}
