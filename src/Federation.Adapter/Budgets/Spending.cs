namespace Federation.Adapter.Budgets;

/// <summary>
/// What was spent of a limit that is the holder's fairness: of a trainer, a purpose or an agreement. Counts the ε that
/// was asked for. Integers, so that debits add up exactly in any order.
/// </summary>
internal sealed class Spending
{
    public long EpsilonMicros { get; set; }

    public long RequestsCount { get; set; }

    public long RecordsCount { get; set; }
}
