using System.CommandLine;
using Federation.Adapter;
using Federation.Cli.Commands.Holder;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands;

/// <summary>
/// <c>federation adapter</c>: the process beside a holder's store, and the tools around its policies.
/// </summary>
internal static class AdapterCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config", "-c") { Description = "The adapter.yaml.", Required = true };
        var run = new Command("run", "Serves until stopped. Prints one READY line once it does.") { config };
        run.SetAction(async (parsed, cancellationToken) =>
        {
            await AdapterHost.RunAsync(
                AdapterOptions.Load(parsed.GetRequiredValue(config).FullName), cancellationToken);
            return ExitCodes.Done;
        });
        return new Command("adapter", "The process beside a holder's store, and the tools around its policies.")
        {
            DraftCommand.Create(), CheckCommand.Create(), PreviewCommand.Create(), GrantCommand.Create(),
            SliceCommand.Create(), IndexCommand.Create(), run,
        };
    }
}
