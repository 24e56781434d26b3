using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Commands.Audit.Export;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit export</c>: a log's entries for a SIEM, a hospital's audit store or a
/// notebook.</summary>
internal static class ExportCommand
{
    private const int ProgressEvery = 10_000;

    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of a log, or a copy of it." };
        var format = new Option<string>("--format")
        {
            Description = "ocsf (JSON lines), fhir (AuditEvents, line by line), prov (PROV-JSON, likewise) or parquet.",
            Required = true,
        };
        var output = new Option<FileInfo>("--out")
        {
            Description = "The file to write; must not exist.",
            Required = true,
        };
        var filter = new FilterOptions();
        var command = new Command("export", "Writes a log's entries as OCSF, FHIR AuditEvent, W3C PROV or Parquet.")
        {
            folder, format, output,
        };
        filter.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            var target = parsed.GetRequiredValue(output).FullName;
            if (File.Exists(target))
            {
                throw new CommandException(ExitCodes.Usage, $"{target} exists: choose another name.");
            }

            var place = AuditOptions.Folder(parsed.GetRequiredValue(folder));
            var entries = LogExport.Read(place, filter.Read(parsed));
            var count = await WriteAsync(
                target, parsed.GetRequiredValue(format), entries,
                AuditOptions.Progress(terminal, "entries written"), cancellationToken);
            var firstReadableIndex = AuditOptions.AdviseRemoved(terminal, place);
            if (terminal.IsJson)
            {
                terminal.WriteJson(
                    new { EntriesCount = count, FirstReadableIndex = firstReadableIndex, File = target });
            }

            terminal.Say($"{count} entries are in {target}.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Writes to a hidden file beside the target, and gives it its name once it is whole and on
    /// disk.</summary>
    private static async Task<long> WriteAsync(
        string target, string format, IEnumerable<ExportedEntry> entries, IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(
            Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.part");
        try
        {
            var count = 0L;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                await using var writer = await OpenAsync(format, file, cancellationToken);
                foreach (var entry in entries)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await writer.WriteAsync(entry, cancellationToken);
                    if (++count % ProgressEvery == 0)
                    {
                        progress?.Report(count);
                    }
                }

                await writer.FinishAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target);
            return count;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<IEntryWriter> OpenAsync(
        string format, Stream file, CancellationToken cancellationToken) =>
        format switch
        {
            "ocsf" => new JsonLines(file, OcsfEvent.Write),
            "fhir" => new JsonLines(file, FhirAuditEvent.Write),
            "prov" => new JsonLines(file, ProvDocument.Write),
            "parquet" => await ParquetEntries.CreateAsync(file, cancellationToken),
            _ => throw new CommandException(ExitCodes.Usage, "--format is ocsf, fhir, prov or parquet."),
        };
}
