using System.Runtime.CompilerServices;
using System.Text.Json;
using Federation.Curation.Evaluation;

namespace Federation.Curation.Tests;

/// <summary>Texts with labelled spans, read from the shared data where it is there.</summary>
internal sealed record LabelledText(
    string Text, IReadOnlyList<LabelledSpan> Spans, IReadOnlyList<LabelledSpan> Decoys)
{
    public static IEnumerable<LabelledText> Read(string file)
    {
        var path = Path.Combine(DataFolder(), "text", file);
        Assert.SkipUnless(File.Exists(path), $"The shared data file {file} is absent.");
        return File.ReadLines(path).Select(Parse);
    }

    private static LabelledText Parse(string line)
    {
        using var row = JsonDocument.Parse(line);
        var root = row.RootElement;
        var text = root.GetProperty("text").GetString()!;
        return new LabelledText(text, SpansOf(root, "spans", "type"), SpansOf(root, "decoys", "kind"));
    }

    private static List<LabelledSpan> SpansOf(JsonElement root, string list, string label) =>
        root.TryGetProperty(list, out var spans)
            ? [.. spans.EnumerateArray().Select(span => new LabelledSpan(
                span.GetProperty(label).GetString()!, span.GetProperty("start16").GetInt32(),
                span.GetProperty("end16").GetInt32()))]
            : [];

    private static string DataFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../shared/data"));
}
