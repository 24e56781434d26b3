using System.Security.Cryptography.X509Certificates;
using Federation.Contracts.Adapter.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Federation.Sealing;
using Federation.Simulation.Worlds;
using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Simulation.Hostile;

/// <summary>Sits where a broker sits: it holds a link to an adapter and passes on whatever it likes.</summary>
internal sealed class BrokerSeat : IDisposable
{
    private readonly LinkCredentials _credentials;
    private readonly GrpcChannel _channel;
    private readonly AdapterService.AdapterServiceClient _adapter;

    private BrokerSeat(LinkCredentials credentials, Uri address)
    {
        _credentials = credentials;
        _channel = LinkClient.Open(address, credentials, PeerRole.Adapter);
        _adapter = new AdapterService.AdapterServiceClient(_channel);
    }

    /// <summary>Opens a link with the broker's own certificate.</summary>
    public static BrokerSeat Of(World world, string silo) => With(world, silo, world.CredentialsOf(World.Broker));

    /// <summary>Opens a link with whatever certificate a party of the federation holds.</summary>
    public static BrokerSeat With(World world, string silo, LinkCredentials credentials) =>
        new(credentials, world.Silos.Single(one => one.Id == silo).Address);

    /// <summary>A certificate as asked for, beside the judgement of the world's own broker.</summary>
    public static LinkCredentials Forge(
        World world, ForgedCertificate authority, CertificateTerm term, PartyIdentity who)
    {
        var leaf = CertificateForge.Issue(authority, who, term);
        using var judge = world.CredentialsOf(World.Broker);
        return new LinkCredentials(
            X509Certificate2.CreateFromPem(leaf.CertificatePem, leaf.PrivateKeyPem), judge.Verifier);
    }

    public async Task<SealedRelease> AskAsync(Envelope envelope)
    {
        var response = await _adapter.ReleaseStatisticAsync(
            new ReleaseStatisticRequest { Envelope = envelope },
            deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: World.Cancellation);
        return response.Release;
    }

    /// <summary>Asks, and returns the reason of the refusal that has to follow.</summary>
    public async Task<RefusalReason> ReasonAsync(Envelope envelope)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => AskAsync(envelope));
        return RefusalStatus.Read(exception)?.Reason ?? RefusalReason.Unspecified;
    }

    public void Dispose()
    {
        _channel.Dispose();
        _credentials.Dispose();
    }
}
