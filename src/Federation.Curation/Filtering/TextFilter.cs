using Federation.Curation.Decontamination;
using Federation.Curation.Extraction;
using Federation.Curation.Language;
using Federation.Curation.Quality;

namespace Federation.Curation.Filtering;

/// <summary>
/// Makes the text out of what a store holds, and judges it by itself. A pure function of text and recipe: whether a
/// record leaves never depends on who asks, nor on what stands in the place of a cut.
/// </summary>
/// <param name="recipe">What to do and to ask.</param>
/// <remarks>Keeps buffers. Not for several threads at once.</remarks>
public sealed class TextFilter(TextRecipe recipe)
{
    private readonly QualityMeter _meter = new();
    private readonly ContaminationSearch? _search =
        recipe.Evaluation is { } evaluation ? new ContaminationSearch(evaluation) : null;

    /// <summary>The text that a value of the store says to its reader.</summary>
    public string Extract(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = recipe.IsHtml ? HtmlText.Of(value) : value;
        return recipe.CutsFrame ? Boilerplate.Without(text) : text;
    }

    /// <summary>Why an extracted text may not leave, as far as it alone tells.</summary>
    public DropReason Judge(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (recipe.DropsMojibake && Mojibake.Measure(text).IsBroken)
        {
            return DropReason.Mojibake;
        }

        if (recipe.Languages.Count > 0 || recipe.Quality.Count > 0)
        {
            var language = LanguageIdentifier.Identify(text);
            if (recipe.Languages.Count > 0 && !IsListed(language))
            {
                return DropReason.Language;
            }

            if (!IsGood(text, language.Language))
            {
                return DropReason.Quality;
            }
        }

        return _search?.Find(text) is null ? DropReason.None : DropReason.Evaluation;
    }

    private bool IsListed(TextLanguage found) =>
        recipe.Languages.Contains(found.Language) || recipe.Languages.Contains($"{found.Language}-{found.Script}");

    private bool IsGood(string text, string language)
    {
        var own = recipe.Quality.GetValueOrDefault(language, []);
        var any = recipe.Quality.GetValueOrDefault(TextRecipe.AnyLanguage, []);
        return (own.Count == 0 && any.Count == 0)
            || QualityVerdicts.Of(_meter.Measure(text), QualityRecipe.Published)
                .All(verdict => verdict.Keep || !(own.Contains(verdict.Name) || any.Contains(verdict.Name)));
    }
}
