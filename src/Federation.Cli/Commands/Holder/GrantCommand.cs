using System.CommandLine;
using Federation.Adapter.Explanations;
using Federation.Adapter.Grants;
using Federation.Adapter.Policies;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation adapter grant</c>: adds an agreement to a policy file.</summary>
internal static class GrantCommand
{
    public static Command Create()
    {
        var policy = new Option<FileInfo>("--policy", "-p") { Description = "The policy file.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be written, and write nothing." };
        var terms = new GrantTerms();
        var command = new Command("grant", "Adds an agreement with one trainer to a policy.")
        {
            policy, dryRun,
        };
        terms.AddTo(command);
        command.SetAction(parsed => Run(
            Terminal.Of(parsed), parsed.GetRequiredValue(policy), parsed.GetValue(dryRun), terms.Read(parsed)));
        return command;
    }

    private static int Run(Terminal terminal, FileInfo policy, bool isDryRun, Agreement agreement)
    {
        Grant grant;
        try
        {
            grant = Grant.Prepare(policy.FullName, agreement);
            if (!isDryRun)
            {
                grant.Commit();
            }
        }
        catch (GrantException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message);
        }

        var now = TimeProvider.System.GetUtcNow();
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                File = policy.FullName,
                IsWritten = !isDryRun,
                grant.Policy.Dataset,
                Agreement = CheckDocument.Of(grant.Agreement, now),
            });
            return ExitCodes.Done;
        }

        terminal.Say(isDryRun ? $"Would add to {policy.FullName}:" : $"Added to {policy.FullName}:");
        terminal.Say(grant.Text);
        terminal.Say("");
        foreach (var line in AgreementWords.Of(grant.Policy, grant.Agreement, now))
        {
            terminal.Say(line);
        }

        terminal.Advise("A running adapter reads its policies at its start: restart it to make this count.");
        return ExitCodes.Done;
    }
}
