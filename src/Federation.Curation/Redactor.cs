using System.Text;
using Federation.Curation.Detection;
using Federation.Curation.Redaction;
using Federation.Curation.Views;

namespace Federation.Curation;

/// <summary>
/// Cuts what its detectors find out of a text and puts a label in its place. A pure function of the text.
/// </summary>
public sealed class Redactor
{
    private readonly IReadOnlyList<IDetector> _detectors;

    private Redactor(IReadOnlyList<string> names) => (Names, _detectors) =
        (names, [.. names.Select(name => Detectors.ByName[name])]);

    /// <summary>What it cuts, as <see cref="RedactorCatalog"/> names it; empty where it changes nothing.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Makes a redactor of names that <see cref="RedactorCatalog"/> lists; of none, it changes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static Redactor Of(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var unknown = names.FirstOrDefault(name => !Detectors.ByName.ContainsKey(name));
        return unknown is null
            ? new Redactor([.. Detectors.ByName.Keys.Where(names.Contains)])
            : throw new ArgumentException(
                $"There is no redactor '{unknown}'. Known: {string.Join(", ", RedactorCatalog.Names)}.", nameof(names));
    }

    /// <summary>Redacts one text. Overlapping findings become one cut, named after the one that begins first.</summary>
    public RedactionResult Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var findings = Find(text);
        if (findings.Count == 0)
        {
            return new RedactionResult(text, findings);
        }

        var redacted = new StringBuilder(text.Length);
        var position = 0;
        foreach (var finding in findings)
        {
            redacted.Append(text, position, finding.Start16 - position).Append('[').Append(finding.Type).Append(']');
            position = finding.Start16 + finding.Length16;
        }

        return new RedactionResult(redacted.Append(text, position, text.Length - position).ToString(), findings);
    }

    private List<Finding> Find(string text)
    {
        var view = NormalisedView.Of(text);
        var places = _detectors
            .SelectMany(detector => detector.Find(view.Text)
                .Select(place => (detector.Type, place.Start, place.Length)))
            .OrderBy(place => place.Start).ThenByDescending(place => place.Length);
        var findings = new List<Finding>();
        foreach (var (type, viewStart, viewLength) in places)
        {
            var (start, length) = view.InOriginal(viewStart, viewLength);
            if (findings.Count > 0 && findings[^1] is var last && start < last.Start16 + last.Length16)
            {
                var end = Math.Max(last.Start16 + last.Length16, start + length);
                findings[^1] = last with { Length16 = end - last.Start16 };
                continue;
            }

            findings.Add(new Finding(type, start, length));
        }

        return findings;
    }
}
