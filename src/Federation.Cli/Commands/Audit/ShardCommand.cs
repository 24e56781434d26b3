using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit shard</c>: closes a log and opens its next shard, which carries over what it adds up
/// to.
/// </summary>
internal static class ShardCommand
{
    public static Command Create()
    {
        var adapter = OperatedLog.Adapter();
        var broker = OperatedLog.Broker();
        var command = new Command(
            "shard", "Closes a log and opens its next shard. Stop its adapter or broker first.")
        {
            adapter, broker,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var plan = OperatedLog.Load(parsed.GetValue(adapter), parsed.GetValue(broker)).NextShard();
            var key = await LogShards.AdvanceAsync(plan, TimeProvider.System, cancellationToken);
            Show(Terminal.Of(parsed), plan, key);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Terminal terminal, ShardPlan plan, string key)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                Closed = plan.Current.Directory,
                Opened = plan.Next.Directory,
                VerifierKey = key,
            });
            return;
        }

        terminal.Say($"{plan.Current.Directory} is closed. The log goes on in {plan.Next.Directory}");
        terminal.Say($"under {key}");
        terminal.Advise(
            "Whoever trusts an earlier key of the log comes to this one. Old entries of the closed shard may go with "
            + "'federation audit retain'.");
    }
}
