using System.CommandLine;
using System.Globalization;
using Federation.Adapter;
using Federation.Adapter.Odometers;
using Federation.Adapter.Policies;
using Federation.Cli.Shell;
using Spectre.Console;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation budget</c>: the odometer of a holder's privacy budgets, read from its own log.</summary>
internal static class BudgetCommand
{
    private const int DaysShownMax = 14;
    private const int BarCells = 40;

    public static Command Create()
    {
        var config = HolderFiles.Config();
        config.Required = true;
        var command = new Command("budget", "Shows what was spent of each privacy budget, by whom and for what.")
        {
            config,
        };
        command.SetAction(parsed =>
        {
            var options = AdapterOptions.Load(parsed.GetValue(config)!.FullName);
            var lineages = Odometer.Read(options.StateFolder, PolicyBook.Load(options.PoliciesFolder));
            Show(Terminal.Of(parsed), lineages);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<LineageOdometer> lineages)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { Lineages = lineages });
            return;
        }

        foreach (var lineage in lineages)
        {
            terminal.Say($"{lineage.Lineage} ({string.Join(", ", lineage.Datasets)})");
            terminal.Say(
                $"  {BarOf(lineage)} ε {Nats(lineage.SpentEpsilonMicros)} of {Nats(lineage.CapEpsilonMicros)} spent, " +
                $"{Nats(lineage.LeftEpsilonMicros)} left");
            terminal.Say(
                $"  {lineage.RequestsCount} requests, {lineage.RecordsCount} records of samples asked for");
            ShowSpenders(terminal, lineage);
            if (lineage.SpentByDay.Count > 0)
            {
                terminal.Screen.Write(DaysOf(lineage));
            }
        }

        terminal.Advise("Spent ε never comes back. The log is the ledger: 'federation audit verify' proves it whole.");
    }

    private static void ShowSpenders(Terminal terminal, LineageOdometer lineage)
    {
        foreach (var trainer in lineage.Trainers)
        {
            terminal.Say(
                $"  trainer {trainer.Fingerprint[..16]}…: ε {Nats(trainer.SpentEpsilonMicros)} of " +
                $"{Nats(trainer.CapEpsilonMicros)} in {trainer.RequestsCount} requests");
        }

        foreach (var (purpose, micros) in lineage.SpentByPurpose)
        {
            terminal.Say($"  purpose {purpose}: ε {Nats(micros)}");
        }
    }

    /// <summary>Readable without colours: a full block for what is spent, a light one for what is left.</summary>
    private static string BarOf(LineageOdometer lineage)
    {
        var full = (int)Math.Min(BarCells, lineage.SpentEpsilonMicros * BarCells / lineage.CapEpsilonMicros);
        return new string('█', full) + new string('░', BarCells - full);
    }

    private static BarChart DaysOf(LineageOdometer lineage)
    {
        var chart = new BarChart().Width(60).Label("ε a day").LeftAlignLabel();
        foreach (var (day, micros) in lineage.SpentByDay.TakeLast(DaysShownMax))
        {
            chart.AddItem(day, micros / 1e6, Color.Blue);
        }

        return chart;
    }

    private static string Nats(long micros) => (micros / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
}
