using System.Net;
using Federation.Audit;
using Federation.Hosting.Links;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Federation.Hosting.Witnesses;

/// <summary>Serves a witness over plain HTTP, as C2SP tlog-witness has it: all that it takes and gives is signed. Put
/// TLS before it where more than this machine may reach it.</summary>
public sealed class WitnessHost : IAsyncDisposable
{
    private const int BodyLengthBytesMax = 128 * 1024;
    private const int ConnectionsMax = 1_000;
    private readonly WebApplication _app;

    private WitnessHost(WebApplication app) => _app = app;

    /// <summary>The prefix under which logs submit, and monitors ask.</summary>
    public Uri Address => new(
        $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}"
            + "/witness");

    /// <summary>Serves.</summary>
    /// <param name="witness">What compares and cosigns; stays the caller's.</param>
    /// <param name="listen">Where; loopback unless told otherwise.</param>
    /// <param name="cancellationToken">Gives up before it serves.</param>
    public static async Task<WitnessHost> StartAsync(
        LoggedWitness witness, IPEndPoint listen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(listen);
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLengthBytesMax;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Listen(listen);
        });
        var app = builder.Build();
        app.MapWitness(witness.Witness.ServeAsync, witness.Witness.Find);
        app.MapSuccession(witness.Witness.Follow);
        await app.StartAsync(cancellationToken);
        return new WitnessHost(app);
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops serving.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
