using Federation.Contracts.Type.V1;

namespace Federation.Broker.Silos;

/// <summary>The way to one adapter. Nothing that comes through it is believed.</summary>
public interface ISiloChannel
{
    /// <summary>The signed catalogue.</summary>
    Task<Envelope?> GetCatalogueAsync(CancellationToken cancellationToken);

    /// <summary>The signed report for a signed budget request.</summary>
    Task<Envelope?> GetBudgetAsync(Envelope request, CancellationToken cancellationToken);

    /// <summary>The sealed release for a signed request.</summary>
    Task<SealedRelease?> ReleaseStatisticAsync(Envelope request, CancellationToken cancellationToken);

    /// <summary>The frames for a signed request, one at a time: the next is fetched when asked for.</summary>
    IAsyncEnumerable<SampleFrame?> ReleaseSampleAsync(Envelope request, CancellationToken cancellationToken);
}
