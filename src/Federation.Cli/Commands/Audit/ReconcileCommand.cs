using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;
using Federation.Client.Samples;
using Federation.Client.Verification;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit reconcile</c>: broker, adapters and trainers must tell one story.</summary>
internal static class ReconcileCommand
{
    private const int FindingsShownMax = 50;
    private const int ReceiptLengthBytesMax = 16 << 20;

    public static Command Create()
    {
        var broker = new Option<string[]>("--broker")
        {
            Description = "A copy of the broker's log; given several times, of its shards.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var adapters = new Option<string[]>("--adapter")
        {
            Description = "A copy of an adapter's log, or of a shard of one; may be given several times.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var receipts = new Option<string[]>("--receipts")
        {
            Description = "A folder of receipts that a trainer keeps; folders in it are searched, too.",
            AllowMultipleArgumentsPerToken = true,
        };
        var keys = new Option<string[]>("--key", "-k")
        {
            Description = "A log's verifier key, from a source you trust; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "reconcile", "Holds logs and receipts against each other; names what does not add up.")
        {
            broker, adapters, receipts, keys,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            var verifierKeys = parsed.GetValue(keys) ?? [];
            if (verifierKeys.FirstOrDefault(key => !Sealing.NoteVerifier.TryParse(key, out _)) is { } wrong)
            {
                throw new CommandException(ExitCodes.Usage, $"--key {wrong} is no verifier key.");
            }

            var brokers = parsed.GetRequiredValue(broker).Select(AuditOptions.Folder).ToList();
            var input = new ReconciliationInput(
                brokers[0],
                [.. parsed.GetRequiredValue(adapters).Select(AuditOptions.Folder)],
                [.. (parsed.GetValue(receipts) ?? []).SelectMany(ReadReceipts)], verifierKeys)
            {
                FurtherBrokerFolders = brokers[1..],
            };
            var report = await Reconciler.RunAsync(
                input, AuditOptions.Progress(terminal, "entries read"), cancellationToken);
            Write(terminal, report);
            return report.IsClean ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static void Write(Terminal terminal, ReconciliationReport report)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                report.IsClean,
                report.BrokerAccessesCount,
                report.AdapterAccessesCount,
                report.ReceiptsCount,
                report.PendingCount,
                report.UncheckedCount,
                report.UnreadableCount,
                report.FindingsCount,
                Findings = report.Findings.Select(finding => new
                {
                    Verdict = NameOf(finding.Verdict),
                    finding.Silo,
                    finding.AccessId,
                    finding.Index,
                    finding.Explanation,
                    finding.Proof,
                }),
            });
        }

        terminal.Say(
            $"{(report.IsClean ? "OK " : "DISCREPANCIES")} {report.BrokerAccessesCount} accesses at the broker, "
            + $"{report.AdapterAccessesCount} at adapters, {report.ReceiptsCount} receipts: "
            + $"{report.FindingsCount} findings, "
            + $"{report.PendingCount} still running, {report.UncheckedCount} of logs that were not given, "
            + $"{report.UnreadableCount} no longer readable.");
        foreach (var finding in report.Findings.Take(FindingsShownMax))
        {
            terminal.Say(
                $"    {NameOf(finding.Verdict)} {finding.Silo ?? "broker"} {finding.AccessId} {finding.Explanation}");
        }
    }

    /// <summary>The name of a verdict as scripts know it: <c>MISSING_AT_BROKER</c>.</summary>
    private static string NameOf(ReconciliationVerdict verdict) => string.Concat(
        verdict.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}"))
        .ToUpperInvariant();

    private static IEnumerable<TrainerReceipt> ReadReceipts(string place)
    {
        var folder = AuditOptions.Folder(place);
        return Directory.EnumerateFiles(folder, "*.receipt.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(ReadReceipt);
    }

    private static TrainerReceipt ReadReceipt(string path)
    {
        if (new FileInfo(path).Length > ReceiptLengthBytesMax)
        {
            throw new InvalidDataException($"{path} is too long for a receipt.");
        }

        return KeptReceipt.Read(path, ReceiptFile.Read(File.ReadAllBytes(path)));
    }
}
