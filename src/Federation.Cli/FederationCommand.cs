using System.CommandLine;
using Federation.Cli.Commands;
using Federation.Cli.Commands.Audit;
using Federation.Cli.Commands.Holder;
using Federation.Cli.Curate;
using Federation.Cli.Shell;

namespace Federation.Cli;

/// <summary>The one command for trainers, holders and auditors.</summary>
internal static class FederationCommand
{
    /// <summary>Builds the tree of commands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Statistics and samples from data that stays where it is.")
        {
            CatalogCommand.Create(),
            QueryCommand.Create(),
            SampleCommand.Create(),
            AuditCommand.Create(),
            KeysCommand.Create(),
            PrivacyCommand.Create(),
            AdapterCommand.Create(),
            BrokerCommand.Create(),
            BudgetCommand.Create(),
            ConsoleCommand.Create(),
            CurateCommand.Create(),
            DemoCommand.Create(),
        };
        root.Add(Terminal.JsonOption);
        root.Add(Terminal.QuietOption);
        ExamplesHelp.Attach(root);
        return root;
    }
}
