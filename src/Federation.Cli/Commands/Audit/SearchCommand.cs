using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;
using Spectre.Console;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit search</c>: who got what, when, why and at what cost, from a copy of a log.</summary>
internal static class SearchCommand
{
    private const int ShownByDefault = 50;
    private const int ShownMax = 100_000;

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of a log, or a copy of it." };
        var filter = new FilterOptions();
        var skip = new Option<int>("--skip") { Description = "How many of the newest to leave out." };
        var limit = new Option<int>("--limit")
        {
            Description = "How many to show at most.",
            DefaultValueFactory = _ => ShownByDefault,
        };
        var command = new Command("search", "Finds accesses in a log by trainer, dataset, purpose, decision and time.")
        {
            folder, skip, limit,
        };
        filter.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            var wanted = filter.Read(parsed);
            var (skipped, shown) = (parsed.GetValue(skip), parsed.GetValue(limit));
            if (skipped < 0 || shown is < 0 or > ShownMax)
            {
                throw new CommandException(ExitCodes.Usage, $"--skip is at least 0, --limit at most {ShownMax}.");
            }

            var place = AuditOptions.Folder(parsed.GetRequiredValue(folder));
            var index = await Task.Run(
                () => AccessIndex.Read(place, AuditOptions.Progress(terminal, "entries read"), cancellationToken),
                cancellationToken);
            Write(terminal, index.Find(wanted, skipped, shown), AuditOptions.AdviseRemoved(terminal, place));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, AccessPage page, long firstReadableIndex)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                page.TotalCount,
                FirstReadableIndex = firstReadableIndex,
                Accesses = page.Accesses.Select(Document),
            });
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        string[] titles =
            ["when (UTC)", "access", "trainer", "dataset", "purpose", "decision", "ε", "records", "ended"];
        foreach (var title in titles)
        {
            table.AddColumn(title);
        }

        foreach (var access in page.Accesses)
        {
            string[] cells =
            [
                $"{DateTimeOffset.FromUnixTimeMilliseconds(access.StartedUnixMs):yyyy-MM-dd HH:mm:ss}",
                access.AccessId.ToString(), access.Trainer.Length > 12 ? access.Trainer[..12] : access.Trainer,
                access.Dataset, access.Purpose,
                access.Reason == 0 ? $"{access.Decision}" : $"{access.Decision}: {access.Reason}",
                access.Cost.IsKnown ? $"{access.Cost.EpsilonMicros / 1_000_000m}" : "", $"{access.RecordsCount}",
                access.Status == 0 ? "" : $"{access.Status}",
            ];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        terminal.Screen.Write(table);
        terminal.Say($"{page.Accesses.Count} of {page.TotalCount} accesses.");
    }

    private static object Document(LoggedAccess access) => new
    {
        AccessId = access.AccessId.ToString(),
        access.Writer,
        access.Index,
        access.LastIndex,
        access.StartedUnixMs,
        Decision = access.Decision.ToString(),
        Reason = access.Reason.ToString(),
        Delivery = access.Delivery.ToString(),
        access.Trainer,
        access.Agreement,
        access.Purpose,
        access.Dataset,
        access.Lineage,
        EpsilonMicros = access.Cost.IsKnown ? access.Cost.EpsilonMicros : (long?)null,
        access.ReleasesCount,
        access.RecordsCount,
        access.LengthBytes,
        Status = access.Status.ToString(),
    };
}
