using Federation.Curation.Detection;

namespace Federation.Curation.Crowds;

/// <summary>What a crowd says, and what stands in the place of all else.</summary>
/// <param name="reader">Cuts texts as they were cut for counting.</param>
/// <param name="common">The spans that a crowd uses.</param>
/// <param name="holdsBack">Whether one span that is not common holds the record back; otherwise it is masked.</param>
/// <remarks>Keeps the reader's buffers. Not for several threads at once.</remarks>
public sealed class CrowdRule(SpanReader reader, IReadOnlySet<ulong> common, bool holdsBack)
{
    /// <summary>What stands in the place of what no crowd says.</summary>
    public const string Mask = "[RARE]";

    /// <summary>Whether a span that is not common holds the record back.</summary>
    public bool HoldsBack => holdsBack;

    /// <summary>The stretches of a text that no crowd says, left to right, none of which meets a cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cuts">What is cut from it anyway, left to right.</param>
    public IReadOnlyList<(int Start16, int End16)> FindRare(string text, IReadOnlyList<Finding> cuts)
    {
        var rare = new List<(int Start16, int End16)>();
        foreach (var span in reader.Read(text, cuts))
        {
            if (common.Contains(span.Hash))
            {
                continue;
            }

            if (rare.Count > 0 && (span.Start16 <= rare[^1].End16 || IsJoined(text, rare[^1].End16, span.Start16)))
            {
                rare[^1] = (rare[^1].Start16, Math.Max(rare[^1].End16, span.End16));
                continue;
            }

            rare.Add((span.Start16, span.End16));
        }

        return rare;
    }

    /// <summary>Whether only white space stands between two stretches: one mask is enough for both.</summary>
    private static bool IsJoined(string text, int from, int to) => text.AsSpan(from, to - from).IsWhiteSpace();
}
