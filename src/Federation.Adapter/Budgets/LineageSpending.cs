using Federation.Privacy;

namespace Federation.Adapter.Budgets;

/// <summary>
/// What a lineage paid in all: the exact triple (ε, ρ, δ), open reservations included. This is what privacy rests on.
/// </summary>
internal sealed class LineageSpending
{
    /// <summary>The sum of all debits; ε is <see cref="PrivacyCost.Unbounded"/> once one had none.</summary>
    public PrivacyCost Total { get; private set; }

    /// <summary>Adds a debit.</summary>
    /// <exception cref="OverflowException">The sum cannot be written: no more can be debited.</exception>
    public void Add(PrivacyCost cost) => Total += cost;
}
