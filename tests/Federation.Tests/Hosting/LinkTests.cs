using Federation.Contracts.Adapter.V1;
using Federation.Hosting.Links;
using Grpc.Core;

namespace Federation.Tests.Hosting;

public sealed class LinkTests
{
    private const string Broker = "spiffe://fed.example/broker/main";

    [Fact]
    public async Task A_peer_of_an_admitted_role_is_known_by_role_and_id_in_every_call()
    {
        PeerIdentity? seen = null;
        await using var harness = await StartAsync(context => seen = PeerIdentity.Of(context));
        using var channel = harness.Open(Broker);
        await CallAsync(channel);
        await CallAsync(channel);
        Assert.Equal((PeerRole.Broker, "main"), (seen!.Role, seen.Id));
    }

    [Theory]
    [InlineData("spiffe://fed.example/trainer/main", 30)]
    [InlineData("spiffe://fed.example/auditor/main", 30)]
    [InlineData(Broker, -1)]
    public async Task A_wrong_role_or_an_expired_certificate_is_refused_before_any_call_runs(string uri, int days)
    {
        await using var harness = await StartAsync(_ => Assert.Fail("The call ran."));
        using var channel = harness.Open(uri, days: days);
        await AssertRefusedAsync(channel);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_before_any_call_runs()
    {
        await using var harness = await StartAsync(_ => Assert.Fail("The call ran."));
        using var others = new TestCertificates();
        var verifier = harness.Certificates.Verifier();
        using var credentials = new LinkCredentials(others.Issue(Broker), verifier);
        using var channel = LinkClient.Open(harness.Address, credentials, PeerRole.Adapter);
        await AssertRefusedAsync(channel);
    }

    [Fact]
    public async Task A_caller_without_a_certificate_is_refused_before_any_call_runs()
    {
        await using var harness = await StartAsync(_ => Assert.Fail("The call ran."));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, harness.Address)
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await Assert.ThrowsAnyAsync<HttpRequestException>(
            () => client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(PeerRole.Broker, "silo-a")]
    [InlineData(PeerRole.Adapter, "silo-b")]
    public async Task A_server_of_another_role_or_name_than_expected_is_not_called(PeerRole role, string id)
    {
        await using var harness = await StartAsync(_ => Assert.Fail("The call ran."));
        using var channel = harness.Open(Broker, role, id);
        await AssertRefusedAsync(channel);
    }

    [Fact]
    public async Task A_link_that_offers_no_tls_1_3_is_refused()
    {
        await using var harness = await StartAsync(_ => Assert.Fail("The call ran."));
        using var credentials = harness.Certificates.Credentials(harness.Certificates.Issue(Broker));
        var handler = LinkClient.CreateHandler(credentials, PeerRole.Adapter, id: null);
        handler.SslOptions.EnabledSslProtocols = System.Security.Authentication.SslProtocols.Tls12;
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(
            harness.Address, new() { HttpHandler = handler, DisposeHttpClient = true });
        await AssertRefusedAsync(channel);
    }

    private static Task<LinkHarness> StartAsync(Action<ServerCallContext> run) => LinkHarness.StartAsync(
        context =>
        {
            run(context);
            return Task.CompletedTask;
        },
        PeerRole.Broker);

    private static async Task CallAsync(ChannelBase channel) =>
        await new AdapterService.AdapterServiceClient(channel).GetCatalogueAsync(
            new GetCatalogueRequest(), deadline: DateTime.UtcNow.AddSeconds(10),
            cancellationToken: TestContext.Current.CancellationToken);

    private static async Task AssertRefusedAsync(ChannelBase channel)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(() => CallAsync(channel));
        Assert.Contains(exception.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Internal });
    }
}
