using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;
using Federation.Client.Samples;
using Federation.Client.Verification;
using Federation.Sealing;

namespace Federation.Cli.Commands;

/// <summary><c>federation audit</c>: checks logs and receipts offline, with arithmetic alone.</summary>
internal static class AuditCommand
{
    public static Command Create() =>
        new("audit", "Checks logs and receipts offline.") { CreateVerify(), CreateReceipt() };

    private static Command CreateVerify()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The folder of a log, or a copy of it." };
        var key = new Option<string>("--key", "-k")
        {
            Description = "The log's verifier key, from a source you trust.",
            Required = true,
        };
        var command = new Command("verify", "Checks a log and names the first entry that was altered or removed.")
        {
            folder, key,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var verifierKey = parsed.GetRequiredValue(key);
            if (!NoteVerifier.TryParse(verifierKey, out _))
            {
                throw new CommandException(
                    ExitCodes.Usage, "--key is no verifier key: copy logVerifierKey from the party's public.yaml.");
            }

            var terminal = Terminal.Of(parsed);
            var report = await LogVerifier.VerifyAsync(
                parsed.GetRequiredValue(folder).FullName, verifierKey, progress: null, cancellationToken);
            if (terminal.IsJson)
            {
                terminal.WriteJson(new
                {
                    report.IsIntact,
                    report.EntriesCount,
                    report.FirstBadIndex,
                    Damage = report.Damage?.ToString(),
                    report.Explanation,
                });
            }

            terminal.Say($"{(report.IsIntact ? "OK " : "DAMAGED")} {report.Explanation}");
            return report.IsIntact ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static Command CreateReceipt()
    {
        var file = new Argument<FileInfo>("file") { Description = "A receipt, as query and sample keep them." };
        var key = new Option<string?>("--key", "-k")
        {
            Description = "The log's verifier key, from a source you trust; without it, the one in the receipt.",
        };
        var fingerprint = new Option<string?>("--fingerprint")
        {
            Description = "The fingerprint that the adapter's signing key must have.",
        };
        var command = new Command("receipt", "Checks the signature and the receipt of one release.")
        {
            file, key, fingerprint,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var receipt = ReceiptFile.Read(await File.ReadAllBytesAsync(path, cancellationToken));
            var checkedReceipt = ReleaseCheck.Verify(receipt, parsed.GetValue(key), parsed.GetValue(fingerprint));
            var terminal = Terminal.Of(parsed);
            if (terminal.IsJson)
            {
                terminal.WriteJson(checkedReceipt);
                return ExitCodes.Done;
            }

            terminal.Say($"OK  entry {checkedReceipt.Index} of {checkedReceipt.Log}");
            terminal.Say($"    access {checkedReceipt.AccessId}, {checkedReceipt.PayloadType}");
            terminal.Say($"    signed by {checkedReceipt.Fingerprint}");
            if (parsed.GetValue(key) is null)
            {
                terminal.Advise("The log's key is the one in the receipt: compare it with one you trust (--key).");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
