using Federation.Audit;
using Federation.Broker.Requests;
using Federation.Contracts;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Silos;

/// <summary>A catalogue that the silo's pinned key signed. Only <see cref="TryOpen"/> makes one.</summary>
public sealed class VerifiedCatalogue
{
    private const int DatasetsMax = 1_000;

    private VerifiedCatalogue(Envelope envelope, SiloCatalogue catalogue)
    {
        Envelope = envelope;
        LogVerifierKey = catalogue.LogVerifierKey;
        Listings = [.. catalogue.Datasets];
        Datasets = catalogue.Datasets.Select(listing => listing.Dataset).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The signed catalogue, for callers to check again.</summary>
    public Envelope Envelope { get; }

    /// <summary>The key that checks the silo's receipts.</summary>
    public string LogVerifierKey { get; }

    /// <summary>The names of the datasets that the silo holds.</summary>
    public IReadOnlySet<string> Datasets { get; }

    /// <summary>What the silo says of each dataset.</summary>
    public IReadOnlyList<DatasetListing> Listings { get; }

    /// <summary>Checks an envelope from anywhere: a cache is believed no more than the network.</summary>
    /// <param name="envelope">What arrived.</param>
    /// <param name="silo">The silo it must be of.</param>
    /// <param name="federation">The federation whose name the silo's log must carry.</param>
    public static VerifiedCatalogue? TryOpen(Envelope? envelope, SiloOptions silo, string federation)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var catalogue = SignedMessage.Open(envelope, PayloadTypes.Catalogue, silo.Fingerprint, SiloCatalogue.Parser);
        return catalogue is not null && catalogue.Silo == silo.Id && catalogue.Datasets.Count <= DatasetsMax
            && LogOrigin.IsOf(catalogue.LogVerifierKey.Split('+')[0], $"{federation}/adapter/{silo.Id}/audit")
            ? new VerifiedCatalogue(envelope!, catalogue)
            : null;
    }
}
