using System.Text;
using Federation.Curation.Detection;
using Federation.Curation.Detection.Names;
using Federation.Curation.Views;

namespace Federation.Curation;

/// <summary>
/// Cuts what it is made for out of a text and puts a label in its place. A pure function of the text.
/// </summary>
public sealed class Redactor
{
    /// <summary>Hits of this thread's own, as most texts have none.</summary>
    [ThreadStatic]
    private static List<Hit>? _hits;

    private readonly bool[] _isCut;

    private Redactor(IReadOnlyList<string> names)
    {
        Names = names;
        _isCut = new bool[Enum.GetValues<PiiType>().Length];
        foreach (var type in names.SelectMany(PiiTypes.OfPolicyName))
        {
            _isCut[(int)type] = true;
        }
    }

    /// <summary>What it cuts, as <see cref="RedactorCatalog"/> names it; empty where it changes nothing.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Makes a redactor of names that <see cref="RedactorCatalog"/> lists; of none, it changes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static Redactor Of(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var unknown = names.FirstOrDefault(name => !PiiTypes.PolicyNames.Contains(name));
        return unknown is null
            ? new Redactor([.. PiiTypes.PolicyNames.Where(names.Contains)])
            : throw new ArgumentException(
                $"There is no redactor '{unknown}'. Known: {string.Join(", ", RedactorCatalog.Names)}.", nameof(names));
    }

    /// <summary>
    /// Redacts one text. Overlapping findings become one cut, named after the surer one.
    /// </summary>
    public RedactionResult Redact(string text)
    {
        var findings = Find(text);
        if (findings.Count == 0)
        {
            return new RedactionResult(text, findings);
        }

        var redacted = new StringBuilder(text.Length);
        var position = 0;
        foreach (var finding in findings)
        {
            redacted.Append(text, position, finding.Start16 - position).Append(Placeholder.Of(finding.Kind));
            position = finding.Start16 + finding.Length16;
        }

        return new RedactionResult(redacted.Append(text, position, text.Length - position).ToString(), findings);
    }

    /// <summary>What it would cut, left to right, never overlapping.</summary>
    public IReadOnlyList<Finding> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Names.Count == 0)
        {
            return [];
        }

        var view = NormalisedView.Of(text);
        var hits = _hits ??= [];
        hits.Clear();
        PatternScan.Find(view.Text, hits);
        if (_isCut[(int)PiiType.Person] || _isCut[(int)PiiType.Address])
        {
            NameScan.Find(view.Text, hits);
        }

        hits.RemoveAll(hit => !_isCut[(int)hit.Type]);
        return hits.Count == 0 ? [] : Resolution.Resolve(view, hits);
    }
}
