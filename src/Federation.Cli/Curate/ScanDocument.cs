using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Federation.Curation.Detection;
using Federation.Curation.Language;
using Federation.Curation.Quality;

namespace Federation.Cli.Curate;

/// <summary>One document of <c>federation curate scan --json</c>, in the field names of the labelled files.</summary>
internal static class ScanDocument
{
    private static readonly JsonWriterOptions Shape = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document as one line of JSON.</summary>
    public static string Write(TextLine line, IReadOnlyList<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Shape))
        {
            json.WriteStartObject();
            json.WriteString("id", line.Id);
            if (line.Id is null)
            {
                json.WriteNumber("line", line.Number);
            }

            WriteFindings(json, line.Text, findings);
            var language = LanguageIdentifier.Identify(line.Text);
            json.WriteString("language", language.Language);
            json.WriteString("script", language.Script);
            WriteQuality(json, line.Text);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteQuality(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("quality");
        foreach (var verdict in QualityVerdicts.Of(text))
        {
            json.WriteStartObject(verdict.Name);
            json.WriteBoolean("keep", verdict.Keep);
            json.WriteString("reason", verdict.Reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, string text, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings");
        var places = new PlaceJson(text);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            places.Write(
                json, finding.Type, finding.Start16, finding.Length16, finding.Rule, finding.ConfidencePercent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
