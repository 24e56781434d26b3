using Federation.Curation.Explanations;

namespace Federation.Cli.Curate;

/// <summary>One document of <c>federation curate preview --json</c>: its parts, values and all.</summary>
internal static class PreviewJson
{
    /// <summary>The document as one line of JSON.</summary>
    public static string Write(Explanation explanation, IReadOnlyList<PreviewPart> parts) => CurateJson.Line(json =>
    {
        json.WriteString("id", explanation.Id);
        json.WriteString("outcome", ExplainJson.Name(explanation.Outcome));
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("text", part.Text);
            if (part.Cut is { } cut)
            {
                json.WriteString("type", cut.Type);
                json.WriteString("rule", cut.Rule);
                json.WriteString("becomes", cut.Becomes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
