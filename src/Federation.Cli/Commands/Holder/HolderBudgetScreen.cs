using Federation.Adapter.Explanations;
using Federation.Adapter.Odometers;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Holder;

/// <summary>Shows a holder what was spent of its lineages, by whom and for what.</summary>
internal static class HolderBudgetScreen
{
    public static void Show(Terminal terminal, IReadOnlyList<LineageOdometer> lineages)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { Lineages = lineages });
            return;
        }

        foreach (var lineage in lineages)
        {
            terminal.Say($"{lineage.Lineage} ({string.Join(", ", lineage.Datasets)})");
            ShowGuarantee(terminal, lineage.Spent, lineage.RenewsOn is { } day ? $", granted anew on {day}" : "");
            if (lineage.Lifetime is { } lifetime)
            {
                terminal.Say("  over its lifetime, which is never granted anew:");
                ShowGuarantee(terminal, lifetime, "");
            }

            terminal.Say(
                $"  {lineage.RequestsCount} requests, {lineage.RecordsCount} records of samples asked for" +
                (lineage.SlicesEpsilonMicros > 0
                    ? $", {Words.Epsilon(lineage.SlicesEpsilonMicros)} granted to other adapters" : ""));
            ShowSpenders(terminal, lineage);
            BudgetBars.ShowDays(terminal, lineage.SpentByDay.Select(day => (day.Key, day.Value)));
        }

        terminal.Advise("Spent ε never comes back. The log is the ledger: 'federation audit verify' proves it whole.");
    }

    private static void ShowGuarantee(Terminal terminal, GuaranteeOdometer spent, string more)
    {
        terminal.Say(
            $"  {BudgetBars.Of(spent.EpsilonMicros, spent.CapEpsilonMicros)} " +
            $"ε {BudgetBars.Millionths(spent.EpsilonMicros)} " +
            $"of {BudgetBars.Millionths(spent.CapEpsilonMicros)} spent, " +
            $"{BudgetBars.Millionths(Math.Max(0, spent.CapEpsilonMicros - spent.EpsilonMicros))} left{more}");
        if (spent.CapRhoMicros > 0)
        {
            terminal.Say(
                $"  {BudgetBars.Of(spent.RhoMicros, spent.CapRhoMicros)} ρ {BudgetBars.Millionths(spent.RhoMicros)} " +
                $"of {BudgetBars.Millionths(spent.CapRhoMicros)} spent; a release fits while ε or ρ does" +
                (spent.IsPure ? "" : " (here ρ alone: not every release had an ε of its own)"));
        }

        if (spent.CapDeltaFemtos > 0)
        {
            terminal.Say($"  {Words.Delta(spent.DeltaFemtos)} of {Words.Delta(spent.CapDeltaFemtos)} spent one by one");
        }
    }

    private static void ShowSpenders(Terminal terminal, LineageOdometer lineage)
    {
        foreach (var trainer in lineage.Trainers)
        {
            terminal.Say(
                $"  trainer {trainer.Fingerprint[..16]}…: ε {BudgetBars.Millionths(trainer.SpentEpsilonMicros)} of " +
                $"{BudgetBars.Millionths(trainer.CapEpsilonMicros)} in {trainer.RequestsCount} requests");
        }

        foreach (var (purpose, micros) in lineage.SpentByPurpose)
        {
            terminal.Say($"  purpose {purpose}: ε {BudgetBars.Millionths(micros)}");
        }
    }
}
