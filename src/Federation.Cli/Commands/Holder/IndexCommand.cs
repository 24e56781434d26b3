using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Stores;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation adapter index</c>: ranks the records of a table in PostgreSQL, once, beside it.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        var config = HolderFiles.Config();
        config.Required = true;
        var dataset = new Option<string>("--dataset", "-d")
        {
            Description = "The dataset; its store names the table for ranks ('store.ranks').",
            Required = true,
        };
        var username = new Option<string>("--username", "-u")
        {
            Description = "A role that owns the table and may create beside it. The adapter's own only reads.",
            Required = true,
        };
        var password = new Option<FileInfo?>("--password-file") { Description = "The file with its password." };
        var command = new Command("index", "Ranks the records of a PostgreSQL table, so that statistics cost less.")
        {
            config, dataset, username, password,
        };
        command.SetAction(parsed => Run(
            Terminal.Of(parsed), HolderFiles.Load(parsed.GetValue(config), policies: null),
            parsed.GetRequiredValue(dataset), parsed.GetRequiredValue(username), parsed.GetValue(password)?.FullName));
        return command;
    }

    private static int Run(
        Terminal terminal, HolderFiles files, string dataset, string username, string? passwordFile)
    {
        var policy = files.Policies.Find(dataset)
            ?? throw new CommandException(ExitCodes.Usage, $"There is no policy for '{dataset}'.");
        if (policy.Store is not { Server: { } server, Ranks: { } ranks })
        {
            throw new CommandException(
                ExitCodes.Usage, $"The store of '{dataset}' names no table for ranks: write 'ranks: schema.table' "
                + "under 'store', of kind postgres. For files the adapter keeps an index by itself.");
        }

        try
        {
            RanksTable.Build(
                policy.Store, policy.Shape, server with { Username = username, PasswordFile = passwordFile },
                files.SelectionKey);
        }
        catch (StoreUnavailableException exception)
        {
            throw new CommandException(ExitCodes.Unreachable, exception.Message);
        }

        terminal.Say($"OK  {ranks} holds the ranks of '{dataset}'. Whoever changes the table makes them stale: "
            + "questions are then answered without them, until this is run again.");
        return ExitCodes.Done;
    }
}
