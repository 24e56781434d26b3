using System.Text.Json;

namespace Federation.Cli.Curate;

/// <summary>Writes the places in one text, left to right, in code points and in UTF-16 units.</summary>
internal sealed class PlaceJson(string text)
{
    private readonly CodePoints _starts = new(text);
    private readonly CodePoints _ends = new(text);

    /// <summary>Writes what was found at the next place, into an object that is begun.</summary>
    public void Write(
        Utf8JsonWriter json, string type, int start16, int length16, string rule, int confidencePercent)
    {
        var end16 = start16 + length16;
        json.WriteString("type", type);
        json.WriteNumber("start", _starts.At(start16));
        json.WriteNumber("end", _ends.At(end16));
        json.WriteNumber("start16", start16);
        json.WriteNumber("end16", end16);
        json.WriteString("rule", rule);
        json.WriteNumber("confidence", confidencePercent / 100m);
    }
}
