using System.CommandLine;
using System.Globalization;
using System.Text;
using Federation.Cli.Shell;
using Federation.Curation.Explanations;
using Spectre.Console;

namespace Federation.Cli.Curate;

/// <summary>
/// <c>federation curate preview</c>: the documents with their cuts highlighted, for whoever holds them.
/// </summary>
internal static class PreviewCommand
{
    private const int LimitUsual = 20;

    public static Command Create()
    {
        var input = CurateOptions.Input();
        var options = new ExplainOptions(LimitUsual);
        var page = new Option<string?>("--page", "-p")
        {
            Description = "Write a page for a browser instead, which only you may read. It holds the values.",
        };
        var command = new Command(
            "preview", "Shows documents with what would be cut highlighted, values and all: for your own eyes.")
        {
            input, page,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            Terminal.Of(parsed), options, parsed, parsed.GetRequiredValue(input), parsed.GetValue(page),
            cancellationToken)));
        return command;
    }

    private static int Run(
        Terminal terminal, ExplainOptions options, ParseResult parsed, string path, string? page,
        CancellationToken cancellationToken)
    {
        var meter = new Meter(terminal, TimeProvider.System);
        var documents = 0L;
        using var writer = page is null ? null : Open(path, page);
        writer?.Write(PreviewPage.Head);
        foreach (var (line, explanation) in options.Read(parsed, terminal, path, meter, cancellationToken))
        {
            documents++;
            var parts = PreviewPart.Of(line.Text, explanation);
            writer?.Write(PreviewPage.Document(explanation, parts));
            if (terminal.IsJson)
            {
                terminal.Output.WriteLine(PreviewJson.Write(explanation, parts));
            }
            else if (writer is null)
            {
                Show(terminal, explanation, parts);
            }
        }

        writer?.Write(PreviewPage.Foot);
        return meter.Finish($"{documents} documents shown{(page is null ? "" : $" in {page}")}");
    }

    private static StreamWriter Open(string input, string page)
    {
        if (Path.GetFullPath(input) == Path.GetFullPath(page))
        {
            throw new CommandException(ExitCodes.Usage, "IN.jsonl and the page are the same file.");
        }

        // Made anew, so that whoever could read an older page of that name cannot read this one.
        File.Delete(page);
        var choice = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            choice.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), choice);
    }

    private static void Show(Terminal terminal, Explanation explanation, IReadOnlyList<PreviewPart> parts)
    {
        var reason = explanation.Records.FirstOrDefault(record => record.Outcome == StageOutcome.Dropped) is { } stage
            ? $" by {stage.Stage}{(stage.Reason is { } known ? $": {known}" : "")}" : "";
        var head = $"{explanation.Id}: {ExplainJson.Name(explanation.Outcome)}{reason}";
        var screen = new Paragraph(Printable.Of(head) + "\n", new Style(decoration: Decoration.Bold));
        foreach (var part in parts)
        {
            if (part.Cut is not { } cut)
            {
                screen.Append(Printable.Of(part.Text), Style.Plain);
                continue;
            }

            screen.Append($"⟦{Printable.Of(part.Text)}⟧", new Style(Color.Red, decoration: Decoration.Strikethrough));
            screen.Append(
                string.Create(CultureInfo.InvariantCulture, $"({cut.Type} {cut.Rule} {cut.ConfidencePercent} %)"),
                new Style(Color.Green));
        }

        terminal.Screen.Write(screen.Append("\n\n", Style.Plain));
    }
}
