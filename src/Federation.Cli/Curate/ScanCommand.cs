using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Cli.Shell;
using Federation.Curation;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate scan</c>: what the filter finds in each document, without the values.</summary>
internal static class ScanCommand
{
    private static readonly JsonWriterOptions JsonShape = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var input = new Argument<string>("IN.jsonl") { Description = "Documents, one JSON object with 'text' a line." };
        var command = new Command("scan", "Prints what the filter finds in each document: types and places, no values.")
        {
            input,
        };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(
            Run(Terminal.Of(parsed), parsed.GetRequiredValue(input), cancellationToken)));
        return command;
    }

    private static int Run(Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var redactor = Redactor.Of(RedactorCatalog.Names);
        var meter = new Meter(terminal, TimeProvider.System);
        var findingsCount = 0L;
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
                continue;
            }

            var findings = redactor.Redact(line.Text).Findings;
            findingsCount += findings.Count;
            terminal.Output.WriteLine(Document(line, findings));
        }

        return meter.Finish($"{findingsCount} findings");
    }

    private static string Document(TextLine line, IReadOnlyList<Federation.Curation.Detection.Finding> findings)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, JsonShape))
        {
            json.WriteStartObject();
            json.WriteString("id", line.Id);
            json.WriteStartArray("findings");
            var (starts, ends) = (new CodePoints(line.Text), new CodePoints(line.Text));
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("type", finding.Type);
                json.WriteNumber("start", starts.At(finding.Start16));
                json.WriteNumber("end", ends.At(finding.Start16 + finding.Length16));
                json.WriteNumber("start16", finding.Start16);
                json.WriteNumber("end16", finding.Start16 + finding.Length16);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
