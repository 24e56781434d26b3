using Federation.Curation.Detection;
using Federation.Curation.Language;
using Federation.Curation.Quality;
using Federation.Curation.Redaction;

namespace Federation.Curation.Explanations;

/// <summary>
/// Sends a document through the stages of the filter and writes down what each did with it and why. Whoever holds the
/// data reads the records; they are exact, so nobody else may. Not for several threads at once.
/// </summary>
public sealed class DocumentExplainer
{
    private const string RepeatedType = "REPEATED";
    private const string RepeatedRule = "paragraph-again";
    private const int Certain = 100;

    private readonly QualityMeter _meter = new();
    private readonly Redactor _redactor;
    private readonly ExplainerRecipe _recipe;

    /// <summary>Makes an explainer.</summary>
    /// <param name="redactor">What cuts.</param>
    /// <param name="recipe">What documents are held against besides.</param>
    public DocumentExplainer(Redactor redactor, ExplainerRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(redactor);
        ArgumentNullException.ThrowIfNull(recipe);
        (_redactor, _recipe) = (redactor, recipe);
    }

    /// <summary>Explains one document.</summary>
    /// <param name="id">Its id; one that the duplicates know, where they are asked.</param>
    /// <param name="text">Its text.</param>
    public Explanation Explain(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        RedactionResult? redacted = null;
        var isDropped = false;
        var records = new List<StageRecord>();
        Add(Stages.Language, () => Language(text));
        Add(Stages.ExactDuplicates, () => Exact(id, text));
        Add(Stages.Quality, () => Quality(text));
        Add(Stages.Redaction, () => Redaction(redacted = _redactor.Redact(text)));
        Add(Stages.NearDuplicates, () => Near(id));
        Add(Stages.Decontamination, () => Decontamination(text));
        Add(Stages.LastScan, () => _redactor.IsClean(redacted!.Text)
            ? Kept(Stages.LastScan) : Dropped(Stages.LastScan, "a form that was not cut stands in the text"));
        return new Explanation(id, records) { Findings = redacted?.Findings ?? [] };

        void Add(string stage, Func<StageRecord> run)
        {
            var record = isDropped ? new StageRecord(stage, StageOutcome.NotReached, null, []) : run();
            isDropped |= record.Outcome == StageOutcome.Dropped;
            records.Add(record);
        }
    }

    private static StageRecord Language(string text)
    {
        var (language, script) = LanguageIdentifier.Identify(text);
        return new StageRecord(Stages.Language, StageOutcome.Kept, $"{language}-{script}", []);
    }

    private StageRecord Exact(string id, string text)
    {
        if (_recipe.Exact is not { } exact)
        {
            return NotAsked(Stages.ExactDuplicates);
        }

        if (!exact.IsKept(id, text))
        {
            return Dropped(Stages.ExactDuplicates, exact.KeptOf(text));
        }

        var repeated = exact.RepeatedIn(id, text);
        return repeated.Count == 0 ? Kept(Stages.ExactDuplicates) : new StageRecord(
            Stages.ExactDuplicates, StageOutcome.Cut, null,
            [.. repeated.Select(part => new CutRecord(
                RepeatedType, part.Start16, part.Length16, RepeatedRule, Certain, "erase"))]);
    }

    private StageRecord Quality(string text)
    {
        if (_recipe.QualityFilters.Count == 0)
        {
            return NotAsked(Stages.Quality);
        }

        foreach (var verdict in QualityVerdicts.Of(_meter.Measure(text), QualityRecipe.Published))
        {
            if (!verdict.Keep && _recipe.QualityFilters.Contains(verdict.Name))
            {
                return Dropped(Stages.Quality, $"{verdict.Name}: {verdict.Reason}");
            }
        }

        return Kept(Stages.Quality);
    }

    private StageRecord Redaction(RedactionResult result)
    {
        if (result.Findings.Count == 0)
        {
            return Kept(Stages.Redaction);
        }

        var cuts = result.Findings.Select(Cut).ToList();
        return result.IsDropped
            ? new StageRecord(
                Stages.Redaction, StageOutcome.Dropped, "the recipe drops records with such a finding", cuts)
            : new StageRecord(Stages.Redaction, StageOutcome.Cut, null, cuts);
    }

    private CutRecord Cut(Finding finding) => new(
        finding.Type, finding.Start16, finding.Length16, finding.Rule, finding.ConfidencePercent,
        TransformNames.Of(_redactor.TransformOf(finding.Kind)));

    private StageRecord Near(string id) =>
        _recipe.NearDuplicates is not { } duplicates ? NotAsked(Stages.NearDuplicates)
        : duplicates.TryGetValue(id, out var kept) ? Dropped(Stages.NearDuplicates, kept)
        : Kept(Stages.NearDuplicates);

    private StageRecord Decontamination(string text) =>
        _recipe.Evaluations is not { } evaluations ? NotAsked(Stages.Decontamination)
        : evaluations.Find(text) is { } found ? Dropped(Stages.Decontamination, found.EvaluationId)
        : Kept(Stages.Decontamination);

    private static StageRecord NotAsked(string stage) => new(stage, StageOutcome.Kept, "not asked for", []);

    private static StageRecord Kept(string stage) => new(stage, StageOutcome.Kept, null, []);

    private static StageRecord Dropped(string stage, string reason) => new(stage, StageOutcome.Dropped, reason, []);
}
