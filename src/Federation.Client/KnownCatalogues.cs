namespace Federation.Client;

/// <summary>Catalogues as they were checked a moment ago, so that a question costs one call and not two.</summary>
/// <remarks>They name datasets and log keys; the adapter decides anew on every request, whatever they say.</remarks>
/// <param name="Outcomes">What each silo offered, or why that is not known.</param>
/// <param name="CheckedAt">When.</param>
internal sealed record KnownCatalogues(IReadOnlyList<CatalogueOutcome> Outcomes, DateTimeOffset CheckedAt)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>Whether they are young, whole and know the dataset; else they are asked for again.</summary>
    public bool Serves(string dataset, DateTimeOffset now) =>
        now - CheckedAt < Lifetime
        && Outcomes.All(outcome => !outcome.IsPinned || outcome.Catalogue is not null)
        && Outcomes.Any(outcome => outcome.Catalogue?.Datasets.Any(listing => listing.Dataset == dataset) ?? false);
}
