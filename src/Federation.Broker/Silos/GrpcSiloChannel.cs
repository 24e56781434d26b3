using System.Runtime.CompilerServices;
using Federation.Audit;
using Federation.Contracts.Adapter.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Links;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Broker.Silos;

/// <summary>Calls an adapter over mutual TLS; its certificate must name the role adapter and the silo.</summary>
public sealed class GrpcSiloChannel : ISiloChannel, IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly AdapterService.AdapterServiceClient _client;
    private readonly LogExchanger _exchanger;
    private readonly string _origin;

    /// <summary>Prepares the link; it is opened with the first call.</summary>
    /// <param name="silo">Where the adapter is.</param>
    /// <param name="federation">The federation; part of the name of the silo's log.</param>
    /// <param name="credentials">What to show.</param>
    /// <param name="exchanger">Tells of the broker's log with every call, and hears of the silo's.</param>
    public GrpcSiloChannel(SiloOptions silo, string federation, LinkCredentials credentials, LogExchanger exchanger)
    {
        ArgumentNullException.ThrowIfNull(silo);
        (_exchanger, _origin) = (exchanger, $"{federation}/adapter/{silo.Id}/audit");
        _channel = LinkClient.Open(silo.Address, credentials, PeerRole.Adapter, silo.Id);
        _client = new AdapterService.AdapterServiceClient(_channel);
    }

    /// <inheritdoc/>
    public async Task<Envelope?> GetCatalogueAsync(CancellationToken cancellationToken)
    {
        using var call = _client.GetCatalogueAsync(
            new GetCatalogueRequest(), Headers(), cancellationToken: cancellationToken);
        var response = await call;
        Hear(call.GetTrailers());
        return response.Envelope;
    }

    /// <inheritdoc/>
    public async Task<Envelope?> GetBudgetAsync(Envelope request, CancellationToken cancellationToken)
    {
        using var call = _client.GetBudgetAsync(
            new GetBudgetRequest { Envelope = request }, Headers(), cancellationToken: cancellationToken);
        var response = await call;
        Hear(call.GetTrailers());
        return response.Envelope;
    }

    /// <inheritdoc/>
    public async Task<SealedRelease?> ReleaseStatisticAsync(Envelope request, CancellationToken cancellationToken)
    {
        using var call = _client.ReleaseStatisticAsync(
            new ReleaseStatisticRequest { Envelope = request }, Headers(), cancellationToken: cancellationToken);
        var response = await call;
        Hear(call.GetTrailers());
        return response.Release;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SampleFrame?> ReleaseSampleAsync(
        Envelope request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _client.ReleaseSample(
            new ReleaseSampleRequest { Envelope = request }, Headers(), cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            yield return call.ResponseStream.Current.Frame;
        }

        Hear(call.GetTrailers());
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private Metadata Headers() =>
        [new Metadata.Entry(LogExchanger.MetadataKey, _exchanger.Offer(_origin).ToByteArray())];

    /// <summary>What a silo says of its log cannot fail a call: it is looked at behind the answer.</summary>
    private void Hear(Metadata trailers)
    {
        try
        {
            if (trailers.GetValueBytes(LogExchanger.MetadataKey) is { } bytes)
            {
                _exchanger.Take(LogExchange.Parser.ParseFrom(bytes), origin => LogOrigin.IsOf(origin, _origin));
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return;
        }
    }
}
