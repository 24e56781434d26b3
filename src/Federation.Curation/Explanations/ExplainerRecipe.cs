using Federation.Curation.Decontamination;
using Federation.Curation.Duplicates;

namespace Federation.Curation.Explanations;

/// <summary>What documents are held against, besides the redactor.</summary>
public sealed record ExplainerRecipe
{
    /// <summary>The quality filters that drop documents, as <c>QualityVerdicts</c> names them.</summary>
    public IReadOnlyList<string> QualityFilters { get; init; } = [];

    /// <summary>All documents of the dataset, or null where exact duplicates stay.</summary>
    public ExactDuplicates? Exact { get; init; }

    /// <summary>Of each near-duplicate that goes, the id of the one that stays; null where they all stay.</summary>
    public IReadOnlyDictionary<string, string>? NearDuplicates { get; init; }

    /// <summary>Evaluation items, or null where none were given.</summary>
    public ContaminationSearch? Evaluations { get; init; }
}
