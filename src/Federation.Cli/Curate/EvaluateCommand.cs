using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Curation;
using Federation.Curation.Evaluation;
using Spectre.Console;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate evaluate</c>: recall and precision of the filter on a labelled file.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var input = CurateOptions.Input("LABELLED.jsonl");
        var types = CurateOptions.Types();
        var model = new ModelOptions();
        var command = new Command(
            "evaluate",
            "Prints recall and precision per type on documents with 'spans' (type, start, end) and 'decoys'.")
        {
            input, types,
        };
        model.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            Terminal.Of(parsed), parsed.GetRequiredValue(input),
            CurateOptions.RedactorOf(parsed.GetValue(types), model.ModelOf(parsed)), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, string path, Redactor redactor, CancellationToken cancellationToken)
    {
        var meter = new Meter(terminal, TimeProvider.System);
        var board = new Scoreboard();
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
                continue;
            }

            var labels = LabelledLine.Of(line);
            if (!labels.IsWhole)
            {
                meter.CountFault(path, line with { Fault = "a span does not stand within its text" });
                continue;
            }

            board.Add(line.Text, labels.Spans, labels.LookAlikes, redactor.Find(line.Text));
        }

        if (terminal.IsJson)
        {
            ShowJson(terminal, board);
        }
        else
        {
            ShowTable(terminal, board);
        }

        return meter.Finish($"{board.DocumentsCount} documents held against their labels");
    }

    private static void ShowJson(Terminal terminal, Scoreboard board) => terminal.WriteJson(new
    {
        Documents = board.DocumentsCount,
        Types = board.Scores.Select(score => new
        {
            score.Type,
            Labelled = score.LabelledCount,
            Removed = score.RemovedCount,
            Named = score.NamedCount,
            Recall = Share(score.RemovedCount, score.LabelledCount),
            Findings = score.FindingsCount,
            Right = score.RightCount,
            Precision = Share(score.RightCount, score.FindingsCount),
        }),
        LookAlikes = new
        {
            Count = board.LookAlikesCount,
            Removed = board.LookAlikesCutCount,
            Share = Share(board.LookAlikesCutCount, board.LookAlikesCount),
        },
        CleanCharacters = new
        {
            Count = board.CleanLength16,
            Removed = board.CleanCutLength16,
            Share = Share(board.CleanCutLength16, board.CleanLength16),
        },
    });

    private static void ShowTable(Terminal terminal, Scoreboard board)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("type");
        foreach (var heading in new[] { "labelled", "removed", "recall", "findings", "right", "precision" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var score in board.Scores)
        {
            table.AddRow(
                score.Type, Count(score.LabelledCount), Count(score.RemovedCount),
                Percent(Share(score.RemovedCount, score.LabelledCount)), Count(score.FindingsCount),
                Count(score.RightCount), Percent(Share(score.RightCount, score.FindingsCount)));
        }

        terminal.Screen.Write(table);
        terminal.Say($"look-alikes removed: {board.LookAlikesCutCount} of {board.LookAlikesCount}" +
            $" ({Percent(Share(board.LookAlikesCutCount, board.LookAlikesCount))})");
        terminal.Say($"clean characters removed: {board.CleanCutLength16} of {board.CleanLength16}" +
            $" ({Percent(Share(board.CleanCutLength16, board.CleanLength16))})");
    }

    /// <summary>A share in six digits, or null where there is nothing to share.</summary>
    private static decimal? Share(long part, long whole) =>
        whole == 0 ? null : Math.Round((decimal)part / whole, 6);

    private static string Percent(decimal? share) =>
        share is { } known ? known.ToString("P3", CultureInfo.InvariantCulture) : "-";

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);
}
