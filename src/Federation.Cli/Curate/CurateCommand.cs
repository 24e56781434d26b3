using System.CommandLine;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate</c>: the filter on a file of one's own, without an adapter.</summary>
internal static class CurateCommand
{
    public static Command Create() =>
        new("curate", "Finds and removes people in texts, and cleans them: on files of your own, on this machine only.")
        {
            ScanCommand.Create(),
            DedupCommand.Create(),
            DecontaminateCommand.Create(),
            RedactCommand.Create(),
            EvaluateCommand.Create(),
            ExplainCommand.Create(),
            PreviewCommand.Create(),
            TrainCommand.Create(),
            PrepareCommand.Create(),
        };
}
