using System.CommandLine;
using Federation.Adapter.Checks;
using Federation.Adapter.Explanations;
using Federation.Cli.Shell;
using Federation.Hosting.Configuration;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation adapter check</c>: whether everything holds, and what then can leave.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = HolderFiles.Config();
        var policies = new Option<string?>("--policies")
        {
            Description = "A policy file or a folder of them, to check without a configuration.",
        };
        var command = new Command("check", "Checks configuration, policies and data; says what can leave.")
        {
            config, policies,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Terminal.Of(parsed), parsed.GetValue(config), parsed.GetValue(policies), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, FileInfo? config, string? policies, CancellationToken cancellationToken)
    {
        HolderFiles files;
        try
        {
            files = HolderFiles.Load(config, policies);
        }
        catch (ConfigurationException exception) when (terminal.IsJson)
        {
            terminal.WriteJson(new { IsValid = false, exception.Faults });
            return ExitCodes.Usage;
        }

        var findings = new List<StoreFinding>();
        foreach (var policy in files.Policies.Datasets)
        {
            findings.Add(await StoreCheck.RunAsync(policy, files.SelectionKey, cancellationToken));
        }

        var shared = SharedSources.Find(files.Policies);
        Show(terminal, files, findings, shared);
        return shared.Count > 0 || findings.Any(finding => finding.Faults.Count > 0) ? ExitCodes.Usage
            : findings.Any(finding => finding.Unavailable is not null) ? ExitCodes.Unreachable : ExitCodes.Done;
    }

    private static void Show(
        Terminal terminal, HolderFiles files, List<StoreFinding> findings, IReadOnlyList<ConfigurationFault> shared)
    {
        var isValid = shared.Count == 0 && findings.All(finding => finding is { Unavailable: null, Faults.Count: 0 });
        var now = TimeProvider.System.GetUtcNow();
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                IsValid = isValid,
                Faults = findings.SelectMany(finding => finding.Faults).Concat(shared),
                Datasets = files.Policies.Datasets.Zip(findings, (policy, finding) =>
                    CheckDocument.Of(policy, finding, now)),
            });
            return;
        }

        foreach (var (policy, finding) in files.Policies.Datasets.Zip(findings))
        {
            foreach (var line in PolicyWords.Of(policy, now))
            {
                terminal.Say(line);
            }

            terminal.Say("");
            foreach (var fault in finding.Faults)
            {
                terminal.Error.WriteLine($"federation: {fault}");
            }

            foreach (var warning in finding.Warnings)
            {
                terminal.Advise($"{policy.Dataset}: {warning}.");
            }

            if (finding.Unavailable is { } reason)
            {
                terminal.Error.WriteLine($"federation: {policy.Dataset}: {reason} Check 'store' in {policy.File}.");
            }
        }

        foreach (var fault in shared)
        {
            terminal.Error.WriteLine($"federation: {fault}");
        }

        terminal.Say(isValid
            ? $"OK  {Words.Count(findings.Count, "policy holds", "policies hold")}, and the data fit."
            : "NOT OK: the adapter must not serve this.");
    }
}
