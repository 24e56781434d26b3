using Federation.Adapter.Budgets;
using Federation.Privacy.Plans;

namespace Federation.Adapter.Releases;

/// <summary>
/// What the store counted: readable only by the privacy core. Only <see cref="StoreReader"/> makes one.
/// </summary>
public sealed class ExactAnswer
{
    internal ExactAnswer(FundedQuery funded, ExactTable table)
    {
        Funded = funded;
        Table = table;
    }

    /// <summary>The debit that paid for it.</summary>
    public FundedQuery Funded { get; }

    /// <summary>The exact integers, closed to everybody but the noise.</summary>
    internal ExactTable Table { get; }
}
