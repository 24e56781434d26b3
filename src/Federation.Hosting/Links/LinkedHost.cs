using Federation.Hosting.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Federation.Hosting.Links;

/// <summary>What both hosts have in common: links, the refusal boundary, telemetry, health.</summary>
/// <remarks>Health says NOT_SERVING within a second of the log turning unwritable.</remarks>
public sealed class LinkedHost : IAsyncDisposable
{
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Configuration is read once; the framework would watch all files under the working folder, logs and
    /// answers included, and look at each as it changes.</summary>
    private static readonly string[] NoReload = ["--hostBuilder:reloadConfigOnChange=false"];

    private readonly WebApplication _app;
    private readonly LinkOptions _link;

    private LinkedHost(WebApplication app, LinkOptions link) => (_app, _link) = (app, link);

    /// <summary>What was registered.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where it serves, with the port that the system chose where 0 was asked for. Once started.</summary>
    public Uri Address => new(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Puts a host together; nothing listens before <see cref="StartAsync"/>.</summary>
    /// <param name="name">The process in telemetry, such as <c>federation-adapter</c>.</param>
    /// <param name="id">The silo's or broker's id.</param>
    /// <param name="link">Where to listen.</param>
    /// <param name="credentials">What to show, and how to judge; kept until the host stops.</param>
    /// <param name="admitted">The roles that may open a link.</param>
    /// <param name="telemetry">Where traces, metrics and logs go.</param>
    /// <param name="isServing">Whether the audit log can be written; when not, health says NOT_SERVING.</param>
    /// <param name="register">Adds services.</param>
    /// <param name="map">Adds gRPC services.</param>
    public static LinkedHost Build(
        string name, string id, LinkOptions link, LinkCredentials credentials, IReadOnlyList<PeerRole> admitted,
        TelemetryOptions telemetry, Func<bool> isServing, Action<IServiceCollection> register,
        Action<WebApplication> map)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(map);
        var builder = WebApplication.CreateSlimBuilder(NoReload);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenForPeers(link, credentials, admitted));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddFederationTelemetry(telemetry, name, id);
        builder.Services.AddFederationGrpc();
        builder.Services.AddGrpcHealthChecks().AddCheck("audit", () => isServing()
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The audit log cannot be written."));
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
            (publisher.Delay, publisher.Period) = (TimeSpan.Zero, HealthPeriod));
        register(builder.Services);
        var app = builder.Build();
        app.UseFederationLinks();
        map(app);
        app.MapGrpcHealthChecksService();
        return new LinkedHost(app, link);
    }

    /// <summary>Serves.</summary>
    /// <exception cref="IOException">The address is in use; the message says which.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new IOException(
                $"{_link.Listen} is in use by another process: stop that one, or change 'listen'.", exception);
        }
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops serving, and lets running calls end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
