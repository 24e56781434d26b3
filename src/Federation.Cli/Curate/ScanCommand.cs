using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Curation;
using Federation.Curation.Detection;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate scan</c>: what the filter finds in each document, without the values.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var input = CurateOptions.Input();
        var types = CurateOptions.Types();
        var model = new ModelOptions();
        var command = new Command("scan", "Prints what the filter finds in each document: types and places, no values.")
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
        var findingsCount = 0L;
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
                continue;
            }

            var findings = redactor.Find(line.Text);
            findingsCount += findings.Count;
            if (terminal.IsJson)
            {
                terminal.Output.WriteLine(ScanDocument.Write(line, findings));
            }
            else
            {
                Show(terminal, line, findings);
            }
        }

        return meter.Finish($"{findingsCount} findings");
    }

    private static void Show(Terminal terminal, TextLine line, IReadOnlyList<Finding> findings)
    {
        var name = line.Id ?? string.Create(CultureInfo.InvariantCulture, $"line {line.Number}");
        foreach (var finding in findings)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}\t{finding.Type}\t{finding.Start16}..{finding.Start16 + finding.Length16}\t{finding.Rule}"));
        }
    }
}
