using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Federation.Contracts.Adapter.V1;
using Federation.Hosting.Links;
using Federation.Sealing;
using Federation.Simulation.Worlds;
using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Simulation.Hostile;

/// <summary>Who may not even speak to an adapter: the link ends in the handshake, nothing reaches the log.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private const string Silo = "home";
    /// <summary>Begins after any authority that is there already: a leaf must not be older than its authority.</summary>
    private static CertificateTerm Now =>
        new(DateTimeOffset.UtcNow.AddMinutes(-4), DateTimeOffset.UtcNow.AddDays(1));
    private readonly World _world = new(Silo);

    public async ValueTask InitializeAsync()
    {
        _world.WriteTable(Silo, "people", 30, Texts.Agreement(_world.FingerprintOf(World.TrainerId)));
        await _world.StartAdapterAsync(Silo);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_broker_s_certificate_opens_a_link() =>
        await AskAsync(_world.CredentialsOf(World.Broker));

    [Theory]
    [InlineData(World.TrainerId)]
    [InlineData(Silo)]
    public async Task A_certificate_of_another_role_is_refused(string party) =>
        await AssertRefusedAsync(_world.CredentialsOf(party));

    [Fact]
    public async Task A_certificate_that_has_run_out_is_refused()
    {
        var term = new CertificateTerm(DateTimeOffset.UtcNow.AddMinutes(-4), DateTimeOffset.UtcNow.AddMinutes(-1));
        var authority = _world.Authority();
        await AssertRefusedAsync(BrokerSeat.Forge(_world, authority, term, Identity(World.Federation)));
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        var authority = CertificateForge.CreateAuthority(World.Federation, Now);
        await AssertRefusedAsync(BrokerSeat.Forge(_world, authority, Now, Identity(World.Federation)));
    }

    [Fact]
    public async Task A_certificate_for_another_federation_is_refused()
    {
        var authority = _world.Authority();
        await AssertRefusedAsync(BrokerSeat.Forge(_world, authority, Now, Identity("other.federation")));
    }

    [Fact]
    public async Task A_link_without_a_certificate_is_refused()
    {
        using var judge = _world.CredentialsOf(World.Broker);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    judge.Verifier.Verify(certificate as X509Certificate2)?.Role == PeerRole.Adapter,
            },
        };
        using var channel = GrpcChannel.ForAddress(
            _world.Silos.Single().Address, new GrpcChannelOptions { HttpHandler = handler });
        var adapter = new AdapterService.AdapterServiceClient(channel);

        var exception = await Assert.ThrowsAsync<RpcException>(async () => await adapter.GetCatalogueAsync(
            new GetCatalogueRequest(),
            deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: World.Cancellation));

        Assert.Contains(exception.StatusCode, (StatusCode[])[StatusCode.Unavailable, StatusCode.Internal]);
    }

    private async Task AskAsync(LinkCredentials credentials)
    {
        using var seat = BrokerSeat.With(_world, Silo, credentials);
        await seat.AskAsync(_world.Trainer.Question("people", 1_000));
    }

    private async Task AssertRefusedAsync(LinkCredentials credentials)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => AskAsync(credentials));

        Assert.Contains(exception.StatusCode, (StatusCode[])[StatusCode.Unavailable, StatusCode.Internal]);
        await _world.StopAllAsync();
        Assert.Empty(_world.LogOf(Silo).Read());
    }

    private static PartyIdentity Identity(string federation) => new(federation, PartyRole.Broker, World.Broker);
}
