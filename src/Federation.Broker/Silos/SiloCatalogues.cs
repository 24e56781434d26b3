using System.Collections.Concurrent;
using Federation.Contracts.Type.V1;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker.Silos;

/// <summary>Knows what each silo offers: from the cache where that verifies, from the adapter otherwise.</summary>
public sealed class SiloCatalogues(
    string federation, IReadOnlyList<Silo> silos, CatalogueCache cache, TimeSpan deadline, TimeProvider time)
{
    private static readonly TimeSpan DeadlineMax = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _deadline = deadline < DeadlineMax ? deadline : DeadlineMax;

    /// <summary>What was verified last of each silo: the same bytes are not verified again for each question.</summary>
    private readonly ConcurrentDictionary<string, VerifiedCatalogue> _verified = new(StringComparer.Ordinal);

    /// <summary>What every silo offers, or why that is not known. In the order of the configuration.</summary>
    public async Task<IReadOnlyList<SiloKnowledge>> ListAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(silos.Select(silo => GetAsync(silo, cancellationToken)));

    /// <summary>The silos to ask: those that hold the dataset, and those of which it is not known.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="allowed">The silos that may answer; empty means all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<SiloKnowledge>> FindAsync(
        string dataset, IReadOnlyCollection<string> allowed, CancellationToken cancellationToken)
    {
        var asked = silos.Where(silo => allowed.Count == 0 || allowed.Contains(silo.Id));
        var known = await Task.WhenAll(asked.Select(silo => GetAsync(silo, cancellationToken)));
        return [.. known.Where(one => one.Catalogue is null || one.Catalogue.Datasets.Contains(dataset))];
    }

    private async Task<SiloKnowledge> GetAsync(Silo silo, CancellationToken cancellationToken)
    {
        if (Verify(silo, await cache.ReadAsync(silo.Options, cancellationToken)) is { } cached)
        {
            return new SiloKnowledge(silo, cached, null);
        }

        var (envelope, refusal) = await SiloCall.TryAsync<Envelope?>(
            silo.Id, _deadline, time, silo.Channel.GetCatalogueAsync, cancellationToken);
        if (refusal is not null)
        {
            return new SiloKnowledge(silo, null, refusal);
        }

        if (Verify(silo, envelope) is not { } fresh)
        {
            return new SiloKnowledge(silo, null, Refusal.ReleaseInvalid(silo.Id));
        }

        await cache.WriteAsync(silo.Options, fresh, cancellationToken);
        return new SiloKnowledge(silo, fresh, null);
    }

    private VerifiedCatalogue? Verify(Silo silo, Envelope? envelope)
    {
        if (envelope is not null && _verified.TryGetValue(silo.Id, out var known) && known.Envelope.Equals(envelope))
        {
            return known;
        }

        if (VerifiedCatalogue.TryOpen(envelope, silo.Options, federation) is not { } verified)
        {
            return null;
        }

        _verified[silo.Id] = verified;
        return verified;
    }
}
