using Federation.Cli.Shell;
using Federation.Client;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>Shows a trainer what it spent at each silo, and what is left.</summary>
internal static class TrainerBudgetScreen
{
    public static void Show(Terminal terminal, IReadOnlyList<BudgetOutcome> outcomes)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { Silos = outcomes.Select(Document) });
            return;
        }

        foreach (var outcome in outcomes)
        {
            if (outcome.Report is not { } report)
            {
                terminal.Say($"{Texts.Printable(outcome.Silo)}: {outcome.Refusal!.Reason}: " +
                    Texts.Printable(outcome.Refusal.Message));
                continue;
            }

            terminal.Say(outcome.Silo);
            foreach (var dataset in report.Datasets)
            {
                Show(terminal, dataset);
            }
        }

        terminal.Advise("Each silo signed its part for this question. Asking costs nothing.");
    }

    /// <summary>What is left of a trainer's own limits, in one sentence.</summary>
    public static string LeftOf(DatasetBudget dataset)
    {
        var left = Math.Min(LeftOf(dataset.TrainerEpsilonMicros), LeftOf(dataset.AgreementEpsilonMicros));
        var lineage = dataset.LineageBudget is { } all
            ? $"; of the lineage ε {Left(all.EpsilonMicrosMax, all.Spent.EpsilonMicros)}" +
                $" or ρ {Left(all.RhoMicrosMax, all.Spent.RhoMicros)}"
            : "; of the lineage: not shown by its holder";
        return $"ε {BudgetBars.Millionths(left)} in {LeftOf(dataset.Requests)} requests{lineage}";
    }

    private static void Show(Terminal terminal, DatasetBudget dataset)
    {
        terminal.Say($"  {Texts.Printable(dataset.Dataset)} (lineage {Texts.Printable(dataset.Lineage)})");
        ShowShare(terminal, "ε", dataset.TrainerEpsilonMicros, "as a trainer");
        ShowShare(terminal, "ε", dataset.AgreementEpsilonMicros, "under the agreement");
        terminal.Say(
            $"    ρ {BudgetBars.Millionths(dataset.TrainerRhoMicros)} of your answers, each as a first asking");
        terminal.Say($"    {dataset.Requests.Spent} of {dataset.Requests.Max} requests, " +
            $"{dataset.Records.Spent} of {dataset.Records.Max} records");
        if (dataset.LineageBudget is { } all)
        {
            ShowShare(terminal, "ε", new BudgetShare { Spent = all.Spent.EpsilonMicros, Max = all.EpsilonMicrosMax },
                "of the lineage, by all trainers");
            if (all.RhoMicrosMax > 0)
            {
                ShowShare(terminal, "ρ", new BudgetShare { Spent = all.Spent.RhoMicros, Max = all.RhoMicrosMax },
                    "of the lineage; a release fits while ε or ρ does");
            }
        }

        if (dataset.RenewsUnixMs > 0)
        {
            var day = DateTimeOffset.FromUnixTimeMilliseconds(dataset.RenewsUnixMs);
            terminal.Say($"    granted anew on {day.UtcDateTime:yyyy-MM-dd}");
        }

        BudgetBars.ShowDays(terminal, dataset.Days.Select(day => (day.Day, day.EpsilonMicros)));
    }

    private static void ShowShare(Terminal terminal, string sign, BudgetShare share, string whose) => terminal.Say(
        $"    {BudgetBars.Of(share.Spent, share.Max)} {sign} {BudgetBars.Millionths(share.Spent)} of " +
        $"{BudgetBars.Millionths(share.Max)} {whose}");

    private static string Left(long max, long spent) => BudgetBars.Millionths(Math.Max(0, max - spent));

    private static long LeftOf(BudgetShare? share) => Math.Max(0, (share?.Max ?? 0) - (share?.Spent ?? 0));

    private static object Document(BudgetOutcome outcome) => new
    {
        outcome.Silo,
        Refusal = outcome.Refusal?.Reason.ToString(),
        Datasets = outcome.Report?.Datasets.Select(dataset => new
        {
            dataset.Dataset,
            dataset.Lineage,
            Trainer = Share(dataset.TrainerEpsilonMicros),
            Agreement = Share(dataset.AgreementEpsilonMicros),
            dataset.TrainerRhoMicros,
            Requests = Share(dataset.Requests),
            Records = Share(dataset.Records),
            LineageBudget = dataset.LineageBudget is not { } all ? null : new
            {
                SpentEpsilonMicros = all.Spent.EpsilonMicros,
                SpentRhoMicros = all.Spent.RhoMicros,
                SpentDeltaFemtos = all.Spent.DeltaFemtos,
                all.EpsilonMicrosMax,
                all.RhoMicrosMax,
                all.DeltaFemtosMax,
            },
            dataset.RenewsUnixMs,
            Days = dataset.Days.Select(day => new { day.Day, day.EpsilonMicros }),
        }) ?? [],
    };

    private static object Share(BudgetShare share) => new { share.Spent, share.Max, Left = LeftOf(share) };
}
