using System.Net;
using Federation.Contracts.Adapter.V1;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Tests.Hosting;

/// <summary>An adapter's server over real links, whose methods do what the test says.</summary>
internal sealed class LinkHarness : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LinkHarness(WebApplication app, TestCertificates certificates, RecordingLogs logs)
    {
        _app = app;
        Certificates = certificates;
        Logs = logs;
    }

    public TestCertificates Certificates { get; }

    public RecordingLogs Logs { get; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What tells the meters of this host from those of tests that run beside it.</summary>
    public object MeterScope => _app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();

    public static async Task<LinkHarness> StartAsync(Func<ServerCallContext, Task> run, params PeerRole[] admitted)
    {
        var certificates = new TestCertificates();
        var logs = new RecordingLogs();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        var options = new LinkOptions(new IPEndPoint(IPAddress.Loopback, 0), "", "", "", ConnectionsMax: 10);
        var credentials = certificates.Credentials(certificates.Issue("spiffe://fed.example/adapter/silo-a"));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenForPeers(options, credentials, admitted));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddFederationTelemetry(TelemetryOptions.None, "federation-adapter", "silo-a");
        builder.Services.AddFederationGrpc().AddSingleton(run);
        var app = builder.Build();
        app.UseFederationLinks();
        app.MapGrpcService<Service>();
        await app.StartAsync();
        return new LinkHarness(app, certificates, logs);
    }

    public GrpcChannel Open(string clientUri, PeerRole expected = PeerRole.Adapter, string? id = "silo-a", int days = 30) =>
        LinkClient.Open(Address, Certificates.Credentials(Certificates.Issue(clientUri, days)), expected, id);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Certificates.Dispose();
    }

    private sealed class Service(Func<ServerCallContext, Task> run) : AdapterService.AdapterServiceBase
    {
        public override async Task<GetCatalogueResponse> GetCatalogue(GetCatalogueRequest request, ServerCallContext context)
        {
            await run(context);
            return new GetCatalogueResponse();
        }

        public override Task ReleaseSample(
            ReleaseSampleRequest request, IServerStreamWriter<ReleaseSampleResponse> responseStream,
            ServerCallContext context) => run(context);
    }
}
