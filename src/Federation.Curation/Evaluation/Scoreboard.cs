using Federation.Curation.Detection;

namespace Federation.Curation.Evaluation;

/// <summary>Holds findings against labels, document by document.</summary>
public sealed class Scoreboard
{
    private readonly SortedDictionary<string, Counts> _counts = new(StringComparer.Ordinal);

    /// <summary>How many documents were counted.</summary>
    public long DocumentsCount { get; private set; }

    /// <summary>How many places only look personal.</summary>
    public long LookAlikesCount { get; private set; }

    /// <summary>How many of those would be cut, wholly or in part.</summary>
    public long LookAlikesCutCount { get; private set; }

    /// <summary>How many UTF-16 code units stand outside every label.</summary>
    public long CleanLength16 { get; private set; }

    /// <summary>How many of those would be cut.</summary>
    public long CleanCutLength16 { get; private set; }

    /// <summary>One score a type, in the order of the names.</summary>
    public IReadOnlyList<Score> Scores => [.. _counts.Select(pair => new Score(
        pair.Key, pair.Value.Labelled, pair.Value.Removed, pair.Value.Named, pair.Value.Findings, pair.Value.Right))];

    /// <summary>Counts one document.</summary>
    /// <param name="text">The document.</param>
    /// <param name="spans">What is labelled in it.</param>
    /// <param name="lookAlikes">What only looks personal, and must stay.</param>
    /// <param name="findings">What the filter would cut, left to right, never overlapping.</param>
    public void Add(
        string text, IReadOnlyList<LabelledSpan> spans, IReadOnlyList<LabelledSpan> lookAlikes,
        IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spans);
        ArgumentNullException.ThrowIfNull(lookAlikes);
        ArgumentNullException.ThrowIfNull(findings);
        DocumentsCount++;
        foreach (var span in spans)
        {
            AddSpan(span, findings);
        }

        foreach (var finding in findings)
        {
            AddFinding(finding, spans);
        }

        LookAlikesCount += lookAlikes.Count;
        LookAlikesCutCount += lookAlikes.Count(decoy => findings.Any(finding => Touches(finding, decoy)));
        CountClean(text, spans, findings);
    }

    private void AddSpan(LabelledSpan span, IReadOnlyList<Finding> findings)
    {
        var types = LabelMap.TypesOf(span.Label);
        var covered = span.Start16;
        var isNamed = false;
        foreach (var finding in findings)
        {
            if (Touches(finding, span) && finding.Start16 <= covered)
            {
                covered = Math.Max(covered, finding.Start16 + finding.Length16);
                isNamed |= types.Contains(finding.Kind);
            }
        }

        var counts = Of(span.Label);
        counts.Labelled++;
        counts.Removed += covered >= span.End16 ? 1 : 0;
        counts.Named += covered >= span.End16 && isNamed ? 1 : 0;
    }

    private void AddFinding(Finding finding, IReadOnlyList<LabelledSpan> spans)
    {
        var right = spans.FirstOrDefault(span => Touches(finding, span)
            && LabelMap.TypesOf(span.Label).Contains(finding.Kind))
            ?? spans.FirstOrDefault(span => Touches(finding, span) && LabelMap.IsOptional(span.Label));
        var counts = Of(right is not null && !LabelMap.IsOptional(right.Label) ? right.Label : finding.Type);
        counts.Findings++;
        counts.Right += right is not null ? 1 : 0;
    }

    private void CountClean(string text, IReadOnlyList<LabelledSpan> spans, IReadOnlyList<Finding> findings)
    {
        var isLabelled = new bool[text.Length];
        foreach (var span in spans)
        {
            isLabelled.AsSpan(span.Start16, span.End16 - span.Start16).Fill(true);
        }

        CleanLength16 += isLabelled.AsSpan().Count(false);
        foreach (var finding in findings)
        {
            CleanCutLength16 += isLabelled.AsSpan(finding.Start16, finding.Length16).Count(false);
        }
    }

    private Counts Of(string type)
    {
        if (!_counts.TryGetValue(type, out var counts))
        {
            counts = new Counts();
            _counts.Add(type, counts);
        }

        return counts;
    }

    private static bool Touches(Finding finding, LabelledSpan span) =>
        finding.Start16 < span.End16 && span.Start16 < finding.Start16 + finding.Length16;

    private sealed class Counts
    {
        public long Labelled { get; set; }

        public long Removed { get; set; }

        public long Named { get; set; }

        public long Findings { get; set; }

        public long Right { get; set; }
    }
}
