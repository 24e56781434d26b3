using System.Text.Json;
using Federation.Curation.Explanations;

namespace Federation.Cli.Curate;

/// <summary>One document of <c>federation curate explain --json</c>.</summary>
internal static class ExplainJson
{
    /// <summary>The records of a document as one line of JSON: places in its text, and none of its words.</summary>
    public static string Write(string text, Explanation explanation) => CurateJson.Line(json =>
    {
        json.WriteString("id", explanation.Id);
        json.WriteString("outcome", Name(explanation.Outcome));
        json.WriteStartArray("stages");
        foreach (var record in explanation.Records)
        {
            json.WriteStartObject();
            json.WriteString("stage", record.Stage);
            json.WriteString("outcome", Name(record.Outcome));
            json.WriteString("reason", record.Reason);
            WriteCuts(json, text, record.Cuts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The name of an outcome, as records write it.</summary>
    public static string Name(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Kept => "kept",
        StageOutcome.Cut => "cut",
        StageOutcome.Dropped => "dropped",
        _ => "not-reached",
    };

    private static void WriteCuts(Utf8JsonWriter json, string text, IReadOnlyList<CutRecord> cuts)
    {
        json.WriteStartArray("cuts");
        var places = new PlaceJson(text);
        foreach (var cut in cuts)
        {
            json.WriteStartObject();
            places.Write(json, cut.Type, cut.Start16, cut.Length16, cut.Rule, cut.ConfidencePercent);
            json.WriteString("becomes", cut.Becomes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
