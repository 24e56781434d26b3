using Federation.Client;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>What is left to a trainer at each silo for one dataset, as far as silos tell.</summary>
internal sealed class WhatIsLeft(IReadOnlyList<BudgetOutcome> outcomes, string dataset, string? fault)
{
    /// <summary>Asks the silos. An explanation goes on without what they do not tell, and says so.</summary>
    public static async Task<WhatIsLeft> AskAsync(
        FederationClient client, string dataset, CancellationToken cancellationToken)
    {
        try
        {
            return new WhatIsLeft(await client.GetBudgetsAsync(cancellationToken), dataset, fault: null);
        }
        catch (FederationException exception)
        {
            return new WhatIsLeft([], dataset, exception.Message);
        }
    }

    /// <summary>The budget at a silo, or null where it does not tell.</summary>
    public DatasetBudget? Of(string silo) => outcomes.FirstOrDefault(outcome => outcome.Silo == silo)?.Report?.Datasets
        .FirstOrDefault(budget => budget.Dataset == dataset);

    /// <summary>What is left at a silo, in words.</summary>
    public string WordsOf(string silo) => Of(silo) is { } budget
        ? TrainerBudgetScreen.LeftOf(budget)
        : $"not told: {fault ?? RefusalOf(silo) ?? "no answer"}";

    private string? RefusalOf(string silo) =>
        outcomes.FirstOrDefault(outcome => outcome.Silo == silo)?.Refusal?.Message;
}
