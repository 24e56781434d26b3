using System.CommandLine;
using Federation.Adapter;
using Federation.Adapter.Samples.Preparation;
using Federation.Cli.Shell;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate prepare</c>: what samples need to know of whole datasets, before the adapter starts.
/// </summary>
internal static class PrepareCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo>("--config", "-c") { Description = "The adapter.yaml.", Required = true };
        var command = new Command(
            "prepare", "Prepares what samples need to know of whole datasets, and keeps it sealed in the adapter's "
            + "state: its next start does not read the data once more. The adapter must not run.")
        {
            config,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Terminal.Of(parsed), parsed.GetRequiredValue(config).FullName, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string config, CancellationToken cancellationToken)
    {
        var options = AdapterOptions.Load(config);
        var reports = new List<PreparedReport>();
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        terminal.Advise($"Preparing the samples of {options.Silo} …");
        await SamplePreparation.RunAsync(
            options,
            report =>
            {
                reports.Add(report);
                terminal.Advise(FormattableString.Invariant(
                    $"{report.Dataset}: {Outcome(report)}, {time.GetElapsedTime(start).TotalSeconds:F1} s"));
            },
            cancellationToken);
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { datasets = reports });
            return ExitCodes.Done;
        }

        foreach (var report in reports)
        {
            terminal.Say($"OK  {report.Dataset}: {Outcome(report)}{Counts(report)}");
        }

        return ExitCodes.Done;
    }

    private static string Outcome(PreparedReport report) =>
        !report.IsAsked ? "nothing has to be prepared" : report.IsKept ? "kept from before" : "prepared";

    private static string Counts(PreparedReport report) => !report.IsAsked
        ? ""
        : FormattableString.Invariant(
            $" ({report.TextsCount} texts, {report.UnitsCount} units, {report.FormsCount} forms of known values, ")
            + FormattableString.Invariant($"{report.SpansCount ?? 0} spans of a crowd)");
}
