using System.Runtime.InteropServices;
using Federation.Curation.Views;

namespace Federation.Curation.Detection;

/// <summary>Turns hits that may overlap into cuts of the original that do not.</summary>
internal static class Resolution
{
    private const int ComparedLengthMax = (1 << 24) - 1;

    /// <summary>
    /// Hits in order, in original offsets. Overlapping ones become one cut over both, of the surer type, of the longer
    /// where both are as sure; what stands wholly in a placeholder is left, so that nothing is redacted twice.
    /// </summary>
    public static List<Finding> Resolve(NormalisedView view, List<Hit> hits)
    {
        var findings = new List<Finding>(hits.Count);
        Sort(hits);
        Hit? open = null;
        foreach (var hit in hits)
        {
            if (Placeholder.Covers(view.Text, hit.Start, hit.End))
            {
                continue;
            }

            if (open is { } last && hit.Start < last.End)
            {
                open = Merge(last, hit);
                continue;
            }

            AddTo(findings, view, open);
            open = hit;
        }

        AddTo(findings, view, open);
        return findings;
    }

    /// <summary>By place, then the longer one, then the type: by one number each, as there may be a million.</summary>
    private static void Sort(List<Hit> hits)
    {
        var places = new ulong[hits.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var (hit, shortness) = (hits[i], ComparedLengthMax - Math.Min(hits[i].Length, ComparedLengthMax));
            places[i] = ((ulong)(uint)hit.Start << 32) | ((ulong)(uint)shortness << 8) | (byte)hit.Type;
        }

        places.AsSpan().Sort(CollectionsMarshal.AsSpan(hits));
    }

    private static Hit Merge(Hit first, Hit second)
    {
        var surer = second.ConfidencePercent > first.ConfidencePercent
            || (second.ConfidencePercent == first.ConfidencePercent && second.Length > first.Length) ? second : first;
        return surer with { Start = first.Start, Length = Math.Max(first.End, second.End) - first.Start };
    }

    private static void AddTo(List<Finding> findings, NormalisedView view, Hit? hit)
    {
        if (hit is not { } found)
        {
            return;
        }

        var (start, length) = view.InOriginal(found.Start, found.Length);
        if (findings.Count > 0 && findings[^1] is var last && start < last.Start16 + last.Length16)
        {
            // Two places of a view can come from one place of the original, such as an escape.
            var end = Math.Max(last.Start16 + last.Length16, start + length);
            findings[^1] = last with { Length16 = end - last.Start16 };
            return;
        }

        findings.Add(new Finding(found.Type, start, length, found.Rule, found.ConfidencePercent));
    }
}
