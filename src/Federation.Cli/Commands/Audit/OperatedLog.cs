using System.CommandLine;
using Federation.Adapter;
using Federation.Audit;
using Federation.Broker;
using Federation.Cli.Shell;
using Federation.Hosting.Keys;

namespace Federation.Cli.Commands.Audit;

/// <summary>The log of an adapter or a broker, for what its operator does with it while nobody writes it.</summary>
/// <param name="Log">The log.</param>
/// <param name="Keys">The party's keys.</param>
/// <param name="Writer">Who writes it: <c>adapter/NAME</c> or <c>broker/NAME</c>.</param>
/// <param name="NextShard">What it takes to open its next shard.</param>
internal sealed record OperatedLog(AuditLogOptions Log, KeyFolder Keys, string Writer, Func<ShardPlan> NextShard)
{
    /// <summary>The option that names an adapter.</summary>
    public static Option<FileInfo?> Adapter() => new("--adapter") { Description = "The adapter.yaml of its party." };

    /// <summary>The option that names a broker.</summary>
    public static Option<FileInfo?> Broker() => new("--broker") { Description = "The broker.yaml of its party." };

    /// <summary>Reads the configuration of one of them.</summary>
    /// <exception cref="CommandException">None or both are named.</exception>
    public static OperatedLog Load(FileInfo? adapter, FileInfo? broker)
    {
        if (adapter is null == (broker is null))
        {
            throw new CommandException(ExitCodes.Usage, "Name whose log it is: --adapter FILE or --broker FILE.");
        }

        if (adapter is not null)
        {
            var options = AdapterOptions.Load(adapter.FullName);
            return new OperatedLog(
                options.LogOptions(), options.Keys, $"adapter/{options.Silo}", options.NextShard);
        }

        var ofBroker = BrokerOptions.Load(broker!.FullName);
        return new OperatedLog(
            ofBroker.LogOptions(), ofBroker.Keys, $"broker/{ofBroker.Broker}", ofBroker.NextShard);
    }
}
