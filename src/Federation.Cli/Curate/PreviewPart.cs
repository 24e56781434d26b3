using Federation.Curation.Explanations;

namespace Federation.Cli.Curate;

/// <summary>A part of a document: one that stays, or one that is cut. Holds the value.</summary>
/// <param name="Text">The part as it stands in the original.</param>
/// <param name="Cut">Why it is cut, or null where it stays.</param>
internal sealed record PreviewPart(string Text, CutRecord? Cut)
{
    /// <summary>The parts of a document, left to right: joined, they are the document.</summary>
    public static IReadOnlyList<PreviewPart> Of(string text, Explanation explanation)
    {
        var parts = new List<PreviewPart>();
        var position = 0;
        foreach (var cut in explanation.Records.SelectMany(record => record.Cuts).OrderBy(cut => cut.Start16))
        {
            var (start, end) = (Math.Max(cut.Start16, position), cut.Start16 + cut.Length16);
            if (end <= position)
            {
                continue; // What stands in a paragraph that goes is shown with it.
            }

            if (start > position)
            {
                parts.Add(new PreviewPart(text[position..start], null));
            }

            parts.Add(new PreviewPart(text[start..end], cut));
            position = end;
        }

        if (position < text.Length)
        {
            parts.Add(new PreviewPart(text[position..], null));
        }

        return parts;
    }
}
