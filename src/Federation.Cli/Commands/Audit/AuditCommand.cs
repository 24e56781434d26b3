using System.CommandLine;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit</c>: checks logs and receipts offline, with arithmetic alone, and looks after one's
/// own.
/// </summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Checks logs and receipts offline, and looks after a log.")
    {
        VerifyCommand.Create(), FsckCommand.Create(), ReceiptCommand.Create(), ReconcileCommand.Create(),
        SearchCommand.Create(), ExportCommand.Create(), WitnessCommand.Create(), RotateKeyCommand.Create(),
        RetainCommand.Create(), ShardCommand.Create(),
    };
}
