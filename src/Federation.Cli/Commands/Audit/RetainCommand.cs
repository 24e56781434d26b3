using System.CommandLine;
using System.Globalization;
using Federation.Audit;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit retain</c>: removes entries that were kept long enough, and never a hash.</summary>
internal static class RetainCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The folder of a closed shard of a log, or a public copy.",
        };
        var before = new Option<string>("--before")
        {
            Description = "Entries before this index, or this time (such as 2026-01-01 or 2026-01-01T08:00:00Z), go.",
            Required = true,
        };
        var command = new Command(
            "retain", "Removes old entries of a closed log for good. Hashes stay, so every proof stays valid.")
        {
            folder, before,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            var place = AuditOptions.Folder(parsed.GetRequiredValue(folder));
            var bound = Bound(parsed.GetRequiredValue(before));
            var report = await Task.Run(() => Apply(place, bound), cancellationToken);
            Show(terminal, report);
            return ExitCodes.Done;
        });
        return command;
    }

    private static RetentionReport Apply(string folder, RetentionBound before) =>
        LogRetention.FindObstacle(folder) is { } obstacle
            ? throw new CommandException(ExitCodes.Refused, $"Nothing was removed. {obstacle}")
            : LogRetention.Apply(folder, before);

    private static RetentionBound Bound(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return RetentionBound.Before(index);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? RetentionBound.Before(time)
            : throw new CommandException(
                ExitCodes.Usage, "--before is an index from 0, or a time such as 2026-01-01.");
    }

    private static void Show(Terminal terminal, RetentionReport report)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(report);
            return;
        }

        terminal.Say(report.FirstKeptIndex == 0
            ? "All entries are kept: fewer than 256 lie before that point, and they go in bundles of 256."
            : $"Entries are kept from {report.FirstKeptIndex} on; {report.RemovedBundlesCount} bundles and "
                + $"{report.RemovedSegmentsCount} segments were removed. Hashes stay.");
    }
}
