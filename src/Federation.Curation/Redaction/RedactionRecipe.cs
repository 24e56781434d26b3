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
    /// <summary>A further vote for persons and addresses, or null where the rules alone decide.</summary>
    public NameModel? Model { get; init; }

    /// <summary>A recipe that only labels.</summary>
    public static RedactionRecipe Labels(IReadOnlyList<string> names) =>
        new(names, new Dictionary<PiiType, Transform>(), [], Key: null);
}
