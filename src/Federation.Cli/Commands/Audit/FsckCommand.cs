using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit fsck</c>: all files of a log against each other and against what was signed.</summary>
internal static class FsckCommand
{
    private const int FaultsShownMax = 20;

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of a log, or a copy of it." };
        var key = AuditOptions.Key();
        var command = new Command(
            "fsck", "Checks every file of a log: entries, bundles, tiles of all levels, state and checkpoint.")
        {
            folder, key,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var verifierKey = AuditOptions.Key(parsed, key);
            var terminal = Terminal.Of(parsed);
            var report = await LogFsck.CheckAsync(
                AuditOptions.Folder(parsed.GetRequiredValue(folder)), verifierKey,
                AuditOptions.Progress(terminal, "entries checked"), cancellationToken);
            if (terminal.IsJson)
            {
                WriteJson(terminal, report);
            }

            terminal.Say($"{(report.Published.IsIntact ? "OK " : "DAMAGED")} {report.Published.Explanation}");
            AuditOptions.Say(terminal, report.Published.Faults.Concat(report.Faults), FaultsShownMax);
            terminal.Say(report.Entries is { } entries
                ? $"{(entries.IsIntact ? "OK " : "DAMAGED")} Write-ahead log: {entries.Explanation}"
                : "    There is no write-ahead log here: this is a public copy.");
            if (report.Leftovers.Count > 0)
            {
                terminal.Say($"    {report.Leftovers.Count} files are left over, such as {report.Leftovers[0]}.");
            }

            return report.IsIntact ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static void WriteJson(Terminal terminal, FsckReport report) => terminal.WriteJson(new
    {
        report.IsIntact,
        report.Published.EntriesCount,
        report.FirstBadIndex,
        report.Published.FirstReadableIndex,
        FaultsCount = report.Published.FaultsCount + report.Faults.Count,
        Faults = report.Published.Faults.Concat(report.Faults),
        report.Published.Explanation,
        WriteAheadLog = report.Entries?.Explanation,
        Damage = report.Entries?.Damage?.ToString(),
        report.Leftovers,
    });
}
