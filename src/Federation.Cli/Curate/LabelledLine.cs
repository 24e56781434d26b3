using System.Text.Json;
using Federation.Curation.Evaluation;

namespace Federation.Cli.Curate;

/// <summary>
/// What a person labelled in a line: <c>spans</c> with a <c>type</c>, and <c>decoys</c> that must stay.
/// </summary>
/// <param name="Spans">What is labelled.</param>
/// <param name="LookAlikes">What only looks like it.</param>
/// <param name="IsWhole">Whether every span stands within the text.</param>
internal sealed record LabelledLine(
    IReadOnlyList<LabelledSpan> Spans, IReadOnlyList<LabelledSpan> LookAlikes, bool IsWhole)
{
    /// <summary>Reads the labels of a line: offsets in UTF-16 units, or else in code points.</summary>
    public static LabelledLine Of(TextLine line)
    {
        using var document = JsonDocument.Parse(line.Json);
        var isWhole = true;
        var spans = Read(document.RootElement, "spans", line.Text, ref isWhole);
        var lookAlikes = Read(document.RootElement, "decoys", line.Text, ref isWhole);
        return new LabelledLine(spans, lookAlikes, isWhole);
    }

    private static List<LabelledSpan> Read(JsonElement line, string list, string text, ref bool isWhole)
    {
        var spans = new List<LabelledSpan>();
        if (!line.TryGetProperty(list, out var items) || items.ValueKind != JsonValueKind.Array)
        {
            return spans;
        }

        foreach (var item in items.EnumerateArray())
        {
            if (Span(item, text) is { } span)
            {
                spans.Add(span);
            }
            else
            {
                isWhole = false;
            }
        }

        return spans;
    }

    private static LabelledSpan? Span(JsonElement item, string text)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var label = item.TryGetProperty("type", out var type) || item.TryGetProperty("kind", out type)
            ? type.ToString() : "";
        var (start, end) = (Number(item, "start16"), Number(item, "end16"));
        if (start < 0 || end < 0)
        {
            (start, end) = (Offset16(text, Number(item, "start")), Offset16(text, Number(item, "end")));
        }

        return start >= 0 && start < end && end <= text.Length ? new LabelledSpan(label, start, end) : null;
    }

    private static int Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number) ? number : -1;

    private static int Offset16(string text, int codePoint)
    {
        var (offset, count) = (0, 0);
        while (count < codePoint && offset < text.Length)
        {
            offset += offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;
            count++;
        }

        return count == codePoint ? offset : -1;
    }
}
