using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Cli.Shell;
using Federation.Curation;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate redact</c>: the documents with labels in the place of people.</summary>
/// <remarks>
/// Of each document the id and the redacted text are written and nothing else, unless a field is named: an unknown
/// field may hold what was cut from the text. What fails the last scan is held back.
/// </remarks>
internal static class RedactCommand
{
    private static readonly JsonWriterOptions Shape = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var input = CurateOptions.Input();
        var output = new Argument<string>("OUT.jsonl")
        {
            Description = "Where to write; replaced once all is written.",
        };
        var recipe = new RecipeOptions();
        var keep = new Option<string?>("--keep")
        {
            Description =
                "Fields to take over beside id and text, with commas between; texts in them are redacted too.",
        };
        var command = new Command("redact", "Writes the documents with a label in the place of what the filter finds.")
        {
            input, output, keep,
        };
        recipe.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var fields = parsed.GetValue(keep)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
            var redactor = recipe.RedactorOf(parsed);
            return Task.FromResult(Run(
                Terminal.Of(parsed), parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), redactor, fields,
                cancellationToken));
        });
        return command;
    }

    private static int Run(
        Terminal terminal, string path, string target, Redactor redactor, string[] fields,
        CancellationToken cancellationToken)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(target))
        {
            throw new CommandException(ExitCodes.Usage, "IN.jsonl and OUT.jsonl are the same file.");
        }

        var meter = new Meter(terminal, TimeProvider.System);
        var part = target + ".part";
        var (findingsCount, heldBackCount) = (0L, 0L);
        using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var line in TextLines.Read(path, meter, cancellationToken))
            {
                if (line.Fault is not null)
                {
                    meter.CountFault(path, line);
                    continue;
                }

                var result = redactor.Redact(line.Text);
                findingsCount += result.Findings.Count;
                if (result.IsDropped || !redactor.IsClean(result.Text))
                {
                    heldBackCount++;
                    continue;
                }

                Write(file, line, result.Text, redactor, fields);
            }
        }

        File.Move(part, target, overwrite: true);
        return meter.Finish($"{findingsCount} cuts, {heldBackCount} documents held back");
    }

    private static void Write(Stream file, TextLine line, string text, Redactor redactor, string[] fields)
    {
        using (var json = new Utf8JsonWriter(file, Shape))
        {
            json.WriteStartObject();
            json.WriteString("id", line.Id);
            json.WriteString("text", text);
            if (fields.Length > 0)
            {
                using var document = JsonDocument.Parse(line.Json);
                foreach (var field in fields.Where(field => field is not ("id" or "text")))
                {
                    WriteField(json, document.RootElement, field, redactor);
                }
            }

            json.WriteEndObject();
        }

        file.WriteByte((byte)'\n');
    }

    private static void WriteField(Utf8JsonWriter json, JsonElement document, string field, Redactor redactor)
    {
        if (!document.TryGetProperty(field, out var value))
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            var redacted = redactor.Redact(value.GetString()!).Text;
            json.WriteString(field, redactor.IsClean(redacted) ? redacted : null);
        }
        else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number)
        {
            var isClean = redactor.IsClean(value.GetRawText());
            json.WritePropertyName(field);
            if (isClean)
            {
                value.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }
}
