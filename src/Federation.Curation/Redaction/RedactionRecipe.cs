using Federation.Curation.Detection;
using Federation.Curation.Models;

namespace Federation.Curation.Redaction;

/// <summary>What is cut, and what stands in its place.</summary>
/// <param name="Names">Redactors as <see cref="RedactorCatalog"/> lists them.</param>
/// <param name="Transforms">What stands in the place of a type; a label for types that are not named.</param>
/// <param name="Patterns">Patterns of the user's own; labelled <c>[CUSTOM]</c>.</param>
/// <param name="Key">The key of pseudonyms and surrogates, or null where neither is asked for.</param>
public sealed record RedactionRecipe(
    IReadOnlyList<string> Names,
    IReadOnlyDictionary<PiiType, Transform> Transforms,
    IReadOnlyList<CustomPattern> Patterns,
    PseudonymKey? Key)
{
    /// <summary>The reference year where none is named.</summary>
    public const int DefaultReferenceYear = 2030;

    /// <summary>The first year that can be a reference year.</summary>
    public const int ReferenceYearMin = 1900;

    /// <summary>The last year that can be a reference year.</summary>
    public const int ReferenceYearMax = 2099;

    /// <summary>
    /// The year of the data, from <see cref="ReferenceYearMin"/> to <see cref="ReferenceYearMax"/>: a day after it is
    /// no date of birth, nor is a number that holds one a resident's. The room has no clock.
    /// </summary>
    public int ReferenceYear { get; init; } = DefaultReferenceYear;

    /// <summary>A further vote for persons and addresses, or null where the rules alone decide.</summary>
    public NameModel? Model { get; init; }

    /// <summary>A recipe that only labels.</summary>
    public static RedactionRecipe Labels(IReadOnlyList<string> names) =>
        new(names, new Dictionary<PiiType, Transform>(), [], Key: null);
}
