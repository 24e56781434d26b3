using System.CommandLine;
using Federation.Adapter;
using Federation.Adapter.Odometers;
using Federation.Adapter.Policies;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation budget</c>: the odometer of privacy budgets. A holder reads its own log; a trainer asks the
/// silos of its profile.</summary>
internal static class BudgetCommand
{
    public static Command Create()
    {
        var config = HolderFiles.Config();
        config.Description = "The adapter.yaml, for its holder. Without it a trainer's profile is used.";
        var profile = TrainerOptions.Profile();
        var command = new Command("budget", "Shows what was spent of privacy budgets, and what is left.")
        {
            config, profile,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            if (parsed.GetValue(config) is { } file)
            {
                return parsed.GetValue(profile) is null
                    ? ShowHolder(terminal, file)
                    : throw new CommandException(ExitCodes.Usage, "Name either --config or --profile.");
            }

            var outcomes = await TrainerOptions.UseAsync(
                parsed.GetValue(profile), client => client.GetBudgetsAsync(cancellationToken));
            TrainerBudgetScreen.Show(terminal, outcomes);
            return outcomes.All(outcome => outcome.Report is not null) ? ExitCodes.Done : ExitCodes.Partial;
        });
        return command;
    }

    private static int ShowHolder(Terminal terminal, FileInfo config)
    {
        var options = AdapterOptions.Load(config.FullName);
        HolderBudgetScreen.Show(terminal, Odometer.Read(
            options.StateFolder, PolicyBook.Load(options.PoliciesFolder), TimeProvider.System.GetUtcNow()));
        return ExitCodes.Done;
    }
}
