using Federation.Broker.Alerts;

namespace Federation.Broker.Console.Pages;

/// <summary>What one trainer spent of one silo's budget.</summary>
/// <param name="Silo">The silo.</param>
/// <param name="Trainer">The fingerprint of the trainer's key.</param>
/// <param name="Micros">ε, in millionths of a nat.</param>
/// <param name="Budget">Beside what one trainer may spend there; null where the silo does not say.</param>
internal sealed record SpendingLine(string Silo, string Trainer, long Micros, BudgetShare? Budget);
