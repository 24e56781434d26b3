using System.Text;
using System.Text.Json;

namespace Federation.Simulation.RealData;

/// <summary>A text with what is personal in it, and with what only looks so.</summary>
internal sealed record LabelledRecord(
    string Id, string Text, IReadOnlyList<(string Type, string Value)> Personal, IReadOnlyList<string> Decoys)
{
    public static List<LabelledRecord> Read(string path) => [.. File.ReadLines(path).Select(Parse)];

    /// <summary>
    /// The text without separators, in half width and lower case: what a reader would still recognise in it.
    /// </summary>
    public static string Fold(string text) => string.Concat(
        text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()
            .Where(sign => char.IsLetterOrDigit(sign) || sign == '@'));

    private static LabelledRecord Parse(string line)
    {
        using var row = JsonDocument.Parse(line);
        var root = row.RootElement;
        var text = root.GetProperty("text").GetString()!;
        return new LabelledRecord(
            root.GetProperty("id").GetString()!,
            text,
            [.. SpansOf(root, "spans").Select(span => (span.GetProperty("type").GetString()!, Cut(text, span)))],
            [.. SpansOf(root, "decoys").Select(span => Cut(text, span))]);
    }

    private static List<JsonElement> SpansOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var spans) ? [.. spans.EnumerateArray()] : [];

    private static string Cut(string text, JsonElement span) =>
        text[span.GetProperty("start16").GetInt32()..span.GetProperty("end16").GetInt32()];
}
