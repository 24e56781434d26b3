using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Curation.Explanations;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate explain</c>: what each stage did with each document, and why; no values.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var input = CurateOptions.Input();
        var options = new ExplainOptions(limit: 0);
        var command = new Command(
            "explain", "Prints what each stage kept, dropped or cut of each document, and why: places, never values.")
        {
            input,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            Terminal.Of(parsed), options, parsed, parsed.GetRequiredValue(input), cancellationToken)));
        return command;
    }

    private static int Run(
        Terminal terminal, ExplainOptions options, ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var meter = new Meter(terminal, TimeProvider.System);
        var counts = new Dictionary<StageOutcome, long>();
        foreach (var (line, explanation) in options.Read(parsed, terminal, path, meter, cancellationToken))
        {
            counts[explanation.Outcome] = counts.GetValueOrDefault(explanation.Outcome) + 1;
            if (terminal.IsJson)
            {
                terminal.Output.WriteLine(ExplainJson.Write(line.Text, explanation));
            }
            else
            {
                Show(terminal, explanation);
            }
        }

        return meter.Finish(
            $"{counts.GetValueOrDefault(StageOutcome.Kept)} documents kept as they are, "
            + $"{counts.GetValueOrDefault(StageOutcome.Cut)} cut, "
            + $"{counts.GetValueOrDefault(StageOutcome.Dropped)} dropped");
    }

    private static void Show(Terminal terminal, Explanation explanation)
    {
        terminal.Output.WriteLine($"{Printable.Of(explanation.Id)}: {ExplainJson.Name(explanation.Outcome)}");
        foreach (var record in explanation.Records)
        {
            var reason = record.Reason is { } known ? $"  {Printable.Of(known)}" : "";
            terminal.Output.WriteLine($"  {record.Stage,-18}{ExplainJson.Name(record.Outcome)}{reason}");
            foreach (var cut in record.Cuts)
            {
                terminal.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"    {cut.Type} at {cut.Start16}..{cut.Start16 + cut.Length16} by {cut.Rule}, "
                    + $"{cut.ConfidencePercent} % sure: {cut.Becomes}"));
            }
        }
    }
}
