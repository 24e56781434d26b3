using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Curation.Decontamination;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate decontaminate</c>: which documents hold what evaluation sets hold.</summary>
internal static class DecontaminateCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("IN.jsonl") { Description = "Documents, one JSON object with 'text' a line." };
        var evaluations = new Option<string[]>("--eval", "-e")
        {
            Description = "A file of evaluation items, one JSON object with 'text' a line. May be given several times.",
            Required = true,
        };
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Takes the documents that share nothing with an item, as they are.",
        };
        var tokens = new Option<int>("--tokens-max")
        {
            Description = "How many words and Chinese characters all items may have together.",
            DefaultValueFactory = _ => EvaluationItems.TokensMaxUsual,
        };
        var command = new Command(
            "decontaminate",
            "Prints the documents that share 13 words or 30 Chinese characters in a row with an evaluation item.")
        {
            input, evaluations, output, tokens,
        };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            Terminal.Of(parsed), parsed.GetRequiredValue(input), parsed.GetRequiredValue(evaluations),
            parsed.GetValue(output), parsed.GetValue(tokens), cancellationToken)));
        return command;
    }

    private static int Run(
        Terminal terminal, string path, string[] evaluations, string? outPath, int tokensMax,
        CancellationToken cancellationToken)
    {
        if (tokensMax < 1)
        {
            throw new CommandException(ExitCodes.Usage, "--tokens-max must be 1 or more.");
        }

        var index = EvaluationItems.Read(terminal, evaluations, tokensMax, cancellationToken);
        var search = new ContaminationSearch(index);
        var meter = new Meter(terminal, TimeProvider.System);
        var ids = new DocumentIds();
        using var kept = outPath is null ? null : File.Create(outPath);
        var contaminated = 0L;
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
                continue;
            }

            var id = ids.Of(line);
            if (search.Find(line.Text) is { } found)
            {
                contaminated++;
                terminal.Output.WriteLine(CurateJson.Line(json => Write(json, id, line.Text, found)));
                continue;
            }

            kept?.Write(line.Json.Span);
            kept?.Write("\n"u8);
        }

        ids.Advise(terminal);
        return meter.Finish($"{contaminated} documents share something with one of {index.Count} items");
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, string id, string text, Contamination found)
    {
        var (starts, ends) = (new CodePoints(text), new CodePoints(text));
        var end16 = found.Start16 + found.Length16;
        json.WriteString("id", id);
        json.WriteBoolean("contaminated", true);
        json.WriteString("eval", found.EvaluationId);
        json.WriteNumber("start", starts.At(found.Start16));
        json.WriteNumber("end", ends.At(end16));
        json.WriteNumber("start16", found.Start16);
        json.WriteNumber("end16", end16);
        json.WriteBoolean("edited", found.IsEdited);
    }
}
