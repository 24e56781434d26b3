using Federation.Broker.Silos;

namespace Federation.Broker.Watches;

/// <summary>What may be spent, as the silos' signed catalogues say it.</summary>
/// <param name="Lineage">By silo and dataset, what all trainers together may spend, in millionths of a nat.</param>
/// <param name="Trainer">By silo and dataset, what one trainer may spend, in millionths of a nat.</param>
public sealed record SpendingCaps(
    IReadOnlyDictionary<(string Silo, string Dataset), long> Lineage,
    IReadOnlyDictionary<(string Silo, string Dataset), long> Trainer)
{
    /// <summary>The caps of the silos whose catalogues are known; others have none here.</summary>
    public static SpendingCaps Of(IReadOnlyList<SiloKnowledge> silos)
    {
        var listings = silos.Where(silo => silo.Catalogue is not null)
            .SelectMany(silo => silo.Catalogue!.Listings.Select(listing => (Silo: silo.Silo.Id, Listing: listing)))
            .ToList();
        return new SpendingCaps(
            listings.Where(one => one.Listing.LineageEpsilonMicrosMax > 0).ToDictionary(
                one => (one.Silo, one.Listing.Dataset), one => one.Listing.LineageEpsilonMicrosMax),
            listings.Where(one => one.Listing.TrainerEpsilonMicrosMax > 0).ToDictionary(
                one => (one.Silo, one.Listing.Dataset), one => one.Listing.TrainerEpsilonMicrosMax));
    }
}
