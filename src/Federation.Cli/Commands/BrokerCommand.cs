using System.CommandLine;
using Federation.Broker;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands;

/// <summary><c>federation broker</c>: the process between trainers and silos.</summary>
internal static class BrokerCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config", "-c") { Description = "The broker.yaml.", Required = true };
        var run = new Command("run", "Serves until stopped. Prints one READY line once it does.") { config };
        run.SetAction(async (parsed, cancellationToken) =>
        {
            await BrokerHost.RunAsync(
                BrokerOptions.Load(parsed.GetRequiredValue(config).FullName), cancellationToken);
            return ExitCodes.Done;
        });
        return new Command("broker", "The process between trainers and silos.") { run };
    }
}
