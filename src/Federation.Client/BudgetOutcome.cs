using Federation.Contracts.Type.V1;

namespace Federation.Client;

/// <summary>What one silo says of the trainer's budgets, or why that is not known.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Report">Its report, checked against the pinned key and made for this request.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record BudgetOutcome(string Silo, BudgetReport? Report, Refusal? Refusal);
