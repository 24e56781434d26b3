using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit verify</c>: whether a log is what its key signed, from a folder or an
/// address.</summary>
internal static class VerifyCommand
{
    private const int FaultsShownMax = 20;

    public static Command Create()
    {
        var place = new Argument<string>("log")
        {
            Description = "The folder of a log or a copy of it, or the address of its public files.",
        };
        var key = AuditOptions.Key();
        var policy = new Option<FileInfo?>("--policy")
        {
            Description = "A C2SP witness policy: its quorum must have cosigned the log's newest cosigned checkpoint.",
        };
        var command = new Command("verify", "Checks a log and names the first entry that was altered or removed.")
        {
            place, key, policy,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var verifierKey = AuditOptions.Key(parsed, key);
            var terminal = Terminal.Of(parsed);
            var named = parsed.GetRequiredValue(place);
            var folder = AuditOptions.Folder(named);
            var witnesses = CosignedCheck.Read(parsed.GetValue(policy));
            return AuditOptions.Address(named) is null && Directory.Exists(Path.Combine(folder, "wal"))
                ? await VerifyEntriesAsync(terminal, folder, verifierKey, witnesses, cancellationToken)
                : await VerifyPublishedAsync(terminal, named, verifierKey, witnesses, cancellationToken);
        });
        return command;
    }

    private static async Task<int> VerifyEntriesAsync(
        Terminal terminal, string folder, string verifierKey, WitnessPolicy? policy,
        CancellationToken cancellationToken)
    {
        var report = await LogVerifier.VerifyAsync(
            folder, verifierKey, AuditOptions.Progress(terminal, "entries checked"), cancellationToken);
        var cosigned = CosignedCheck.Of(policy, report.CosignedNote);
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                report.IsIntact,
                report.EntriesCount,
                report.FirstBadIndex,
                report.FirstReadableIndex,
                Damage = report.Damage?.ToString(),
                report.Explanation,
                Cosigned = cosigned,
            });
        }

        terminal.Say($"{(report.IsIntact ? "OK " : "DAMAGED")} {report.Explanation}");
        cosigned?.Say(terminal);
        return report.IsIntact && cosigned is not { IsSatisfied: false } ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static async Task<int> VerifyPublishedAsync(
        Terminal terminal, string place, string verifierKey, WitnessPolicy? policy, CancellationToken cancellationToken)
    {
        using var server = AuditOptions.Address(place) is { } address ? new HttpLogFiles(address) : null;
        var files = server ?? (ILogFiles)new FolderLogFiles(AuditOptions.Folder(place));
        var report = await PublishedLog.VerifyAsync(
            files, verifierKey, AuditOptions.Progress(terminal, "entries checked"), cancellationToken);
        var cosigned = CosignedCheck.Of(policy, report.CosignedNote);
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                report.IsIntact,
                report.EntriesCount,
                report.FirstBadIndex,
                report.FirstReadableIndex,
                report.FaultsCount,
                report.Faults,
                report.Explanation,
                Cosigned = cosigned,
            });
        }

        terminal.Say($"{(report.IsIntact ? "OK " : "DAMAGED")} {report.Explanation}");
        AuditOptions.Say(terminal, report.Faults, FaultsShownMax);
        cosigned?.Say(terminal);
        return report.IsIntact && cosigned is not { IsSatisfied: false } ? ExitCodes.Done : ExitCodes.Refused;
    }
}
