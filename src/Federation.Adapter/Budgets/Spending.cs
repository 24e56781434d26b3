namespace Federation.Adapter.Budgets;

/// <summary>
/// What was spent under an agreement: a limit that is the holder's fairness, over the whole term. Counts the ε that was
/// asked for. Integers, so that debits add up exactly in any order.
/// </summary>
internal sealed class Spending
{
    public long EpsilonMicros { get; set; }

    public long RequestsCount { get; set; }

    public long RecordsCount { get; set; }
}
