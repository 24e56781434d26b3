using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Federation.Curation.Tests;

/// <summary>Texts with labelled spans, read from the shared data where it is there.</summary>
internal sealed record LabelledText(string Text, IReadOnlyList<(string Type, string Value)> Spans, IReadOnlyList<string> Decoys)
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
        return new LabelledText(
            text,
            root.TryGetProperty("spans", out var spans)
                ? [.. spans.EnumerateArray().Select(span => (span.GetProperty("type").GetString()!, Cut(text, span)))]
                : [],
            root.TryGetProperty("decoys", out var decoys)
                ? [.. decoys.EnumerateArray().Select(span => Cut(text, span))]
                : []);
    }

    private static string Cut(string text, JsonElement span) =>
        text[span.GetProperty("start16").GetInt32()..span.GetProperty("end16").GetInt32()];

    private static string DataFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../shared/data"));
}
