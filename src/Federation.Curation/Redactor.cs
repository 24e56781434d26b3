using Federation.Curation.Crowds;
using Federation.Curation.Detection;
using Federation.Curation.Detection.Names;
using Federation.Curation.KnownValues;
using Federation.Curation.Redaction;
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

    private static readonly IReadOnlyList<Finding> NoFindings = [];

    private static readonly IReadOnlyList<(int Start16, int End16)> NothingRare = [];

    private readonly bool[] _isCut;
    private readonly bool _isOfFormsOnly;

    private readonly RedactionRecipe _recipe;
    private readonly Replacement _replacement;

    private Redactor(RedactionRecipe recipe)
    {
        _recipe = recipe;
        _replacement = new Replacement(recipe);
        Names = recipe.Names;
        _isCut = new bool[Enum.GetValues<PiiType>().Length];
        _isCut[(int)PiiType.Custom] = recipe.Patterns.Count > 0;
        foreach (var type in recipe.Names.SelectMany(PiiTypes.OfPolicyName))
        {
            _isCut[(int)type] = true;
        }

        _isOfFormsOnly = recipe.Patterns.Count == 0 && !_isCut[(int)PiiType.Person] && !_isCut[(int)PiiType.Address];
    }

    /// <summary>What it cuts, as <see cref="RedactorCatalog"/> names it; empty where it changes nothing.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The year of the data, after which nobody is born.</summary>
    public int LastYear => _recipe.ReferenceYear;

    /// <summary>
    /// Makes a redactor of names that <see cref="RedactorCatalog"/> lists; of none, it changes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static Redactor Of(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Of(RedactionRecipe.Labels(names));
    }

    /// <summary>Makes a redactor that puts other things than labels in the place of what it cuts.</summary>
    /// <exception cref="ArgumentException">
    /// A name is unknown, pseudonyms or surrogates are asked for without a key, or there is no such reference year.
    /// </exception>
    public static Redactor Of(RedactionRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (recipe.Names.FirstOrDefault(name => !PiiTypes.PolicyNames.Contains(name)) is { } unknown)
        {
            throw new ArgumentException(
                $"There is no redactor '{unknown}'. Known: {string.Join(", ", RedactorCatalog.Names)}.",
                    nameof(recipe));
        }

        if (recipe.Key is null
            && recipe.Transforms.Values.Any(item => item is Transform.Pseudonym or Transform.Surrogate))
        {
            throw new ArgumentException("Pseudonyms and surrogates need a key.", nameof(recipe));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(recipe.ReferenceYear, RedactionRecipe.ReferenceYearMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recipe.ReferenceYear, RedactionRecipe.ReferenceYearMax);
        return new Redactor(recipe with { Names = [.. PiiTypes.PolicyNames.Where(recipe.Names.Contains)] });
    }

    /// <summary>
    /// Redacts one text. Overlapping findings become one cut, named after the surer one.
    /// </summary>
    public RedactionResult Redact(string text) => Redact(text, []);

    /// <summary>
    /// Redacts one text, known values too: what of them the detectors find as well has the same placeholder.
    /// </summary>
    public RedactionResult Redact(string text, IReadOnlyList<KnownValueIndex> known) =>
        Redact(text, known, crowd: null);

    /// <summary>Redacts one text, and masks what no crowd says.</summary>
    public RedactionResult Redact(string text, IReadOnlyList<KnownValueIndex> known, CrowdRule? crowd)
    {
        var findings = Find(text, known);
        var rare = crowd is null ? NothingRare : crowd.FindRare(text, findings);
        if (findings.Count == 0 && rare.Count == 0)
        {
            return new RedactionResult(text, findings);
        }

        if (rare.Count > 0 && crowd!.HoldsBack)
        {
            return new RedactionResult("", findings) { IsRare = true };
        }

        if (findings.Any(finding => _replacement.Of(finding.Kind) == Transform.DropRecord))
        {
            return new RedactionResult("", findings) { IsDropped = true };
        }

        return new RedactionResult(Rewrite(text, findings, rare), findings);
    }

    /// <summary>What it would cut, left to right, never overlapping.</summary>
    public IReadOnlyList<Finding> Find(string text)
    {
        return Find(text, []);
    }

    /// <summary>What it would cut, known values too, left to right, never overlapping.</summary>
    public IReadOnlyList<Finding> Find(string text, IReadOnlyList<KnownValueIndex> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        var holdsValues = HoldsValues(known);
        return !(IsAsked || holdsValues) || (_isOfFormsOnly && !holdsValues && PatternScan.IsNothingIn(text))
            ? NoFindings
            : FindIn(NormalisedView.Of(text), known);
    }

    /// <summary>Whether a text that it redacted may leave: <see cref="LeakScan"/> for the year of its data.</summary>
    /// <param name="text">The text that would leave.</param>
    /// <param name="known">Known values that it must not hold either.</param>
    public bool IsClean(string text, IReadOnlyList<KnownValueIndex> known) => LeakScan.IsClean(text, known, LastYear);

    /// <summary>Whether a text that it redacted may leave.</summary>
    public bool IsClean(string text) => IsClean(text, []);

    /// <summary>The text with something else in the place of cuts and of rare stretches; the two never meet.</summary>
    private string Rewrite(
        string text, IReadOnlyList<Finding> findings, IReadOnlyList<(int Start16, int End16)> rare)
    {
        var (cuts, next) = (new List<(int Start16, int End16, string Instead)>(findings.Count + rare.Count), 0);
        foreach (var finding in findings)
        {
            MaskUntil(finding.Start16);
            var value = text.AsSpan(finding.Start16, finding.Length16);
            cuts.Add((finding.Start16, finding.Start16 + finding.Length16, Replace(finding.Kind, value)));
        }

        MaskUntil(text.Length);
        var length16 = text.Length + cuts.Sum(cut => cut.Instead.Length - (cut.End16 - cut.Start16));
        return string.Create(length16, (text, cuts), static (rewritten, source) =>
        {
            var (from, to) = (0, 0); // What is copied already, and what is written.
            foreach (var (start16, end16, instead) in source.cuts)
            {
                source.text.AsSpan(from, start16 - from).CopyTo(rewritten[to..]);
                to += start16 - from;
                instead.CopyTo(rewritten[to..]);
                (from, to) = (end16, to + instead.Length);
            }

            source.text.AsSpan(from).CopyTo(rewritten[to..]);
        });

        void MaskUntil(int end)
        {
            for (; next < rare.Count && rare[next].Start16 < end; next++)
            {
                cuts.Add((rare[next].Start16, rare[next].End16, CrowdRule.Mask));
            }
        }
    }

    /// <summary>What stands in the place of a type.</summary>
    internal Transform TransformOf(PiiType type) => _replacement.Of(type);

    private bool IsAsked => Names.Count > 0 || _recipe.Patterns.Count > 0;

    /// <summary>What is not a label is made of what a person reads, whatever the spelling.</summary>
    private string Replace(PiiType type, ReadOnlySpan<char> value) =>
        _replacement.Of(type) == Transform.Label
            ? Placeholder.Of(type)
            : _replacement.Text(type, value, NormalisedView.Of(value.ToString()).Text);

    private IReadOnlyList<Finding> FindIn(NormalisedView view, IReadOnlyList<KnownValueIndex> known)
    {
        var hits = _hits ??= [];
        hits.Clear();
        PatternScan.Find(view.Text, hits);
        ReferenceYear.RemoveLater(view.Text, hits, _recipe.ReferenceYear);
        if (_isCut[(int)PiiType.Person] || _isCut[(int)PiiType.Address])
        {
            NameScan.Find(view.Text, hits);
            _recipe.Model?.Find(view.Text, hits);
        }

        if (_recipe.Patterns.Count > 0)
        {
            FindCustom(view, hits);
        }

        if (hits.Count > 0)
        {
            hits.RemoveAll(hit => !_isCut[(int)hit.Type]);
        }

        for (var i = 0; i < known.Count; i++)
        {
            known[i].Find(view.Text, hits);
        }

        return hits.Count == 0 ? NoFindings : Resolution.Resolve(view, hits);
    }

    private static bool HoldsValues(IReadOnlyList<KnownValueIndex> known)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i].Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void FindCustom(NormalisedView view, List<Hit> hits)
    {
        foreach (var (start, length) in _recipe.Patterns.SelectMany(pattern => pattern.Find(view.Text)))
        {
            hits.Add(new Hit(PiiType.Custom, start, length, "custom", Hit.Certain));
        }
    }
}
