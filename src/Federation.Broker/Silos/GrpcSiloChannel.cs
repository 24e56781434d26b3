using System.Runtime.CompilerServices;
using Federation.Contracts.Adapter.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Links;
using Grpc.Net.Client;

namespace Federation.Broker.Silos;

/// <summary>Calls an adapter over mutual TLS; its certificate must name the role adapter and the silo.</summary>
public sealed class GrpcSiloChannel : ISiloChannel, IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly AdapterService.AdapterServiceClient _client;

    /// <summary>Prepares the link; it is opened with the first call.</summary>
    public GrpcSiloChannel(SiloOptions silo, LinkCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(silo);
        _channel = LinkClient.Open(silo.Address, credentials, PeerRole.Adapter, silo.Id);
        _client = new AdapterService.AdapterServiceClient(_channel);
    }

    /// <inheritdoc/>
    public async Task<Envelope?> GetCatalogueAsync(CancellationToken cancellationToken)
    {
        var response = await _client.GetCatalogueAsync(
            new GetCatalogueRequest(), cancellationToken: cancellationToken);
        return response.Envelope;
    }

    /// <inheritdoc/>
    public async Task<Envelope?> GetBudgetAsync(Envelope request, CancellationToken cancellationToken)
    {
        var response = await _client.GetBudgetAsync(
            new GetBudgetRequest { Envelope = request }, cancellationToken: cancellationToken);
        return response.Envelope;
    }

    /// <inheritdoc/>
    public async Task<SealedRelease?> ReleaseStatisticAsync(Envelope request, CancellationToken cancellationToken)
    {
        var response = await _client.ReleaseStatisticAsync(
            new ReleaseStatisticRequest { Envelope = request }, cancellationToken: cancellationToken);
        return response.Release;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SampleFrame?> ReleaseSampleAsync(
        Envelope request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _client.ReleaseSample(
            new ReleaseSampleRequest { Envelope = request }, cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            yield return call.ResponseStream.Current.Frame;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
