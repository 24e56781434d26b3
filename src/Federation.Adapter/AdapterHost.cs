using Federation.Adapter.Policies;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Federation.Adapter;

/// <summary>Serves an adapter over mutual TLS. Only the broker, and auditors, may call.</summary>
public static class AdapterHost
{
    /// <summary>Runs until cancelled. Prints one line, <c>READY adapter …</c>, once it serves.</summary>
    /// <exception cref="Hosting.Configuration.ConfigurationException">A policy does not hold; nothing was
    /// started.</exception>
    public static async Task RunAsync(AdapterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var policies = PolicyBook.Load(options.PoliciesFolder);
        using var credentials = options.Keys.Credentials(TimeProvider.System);
        AdapterCore? core = null;
        await using var app = Build(options, credentials, () => core!);
        core = await AdapterCore.OpenAsync(
            options.Identity(), options.StateFolder, policies, app.Services.GetRequiredService<FederationMetrics>(),
            AdapterSeams.System, cancellationToken);
        await using (core)
        {
            await app.StartAsync(cancellationToken);
            await Console.Out.WriteLineAsync($"READY adapter {options.Silo} {app.Urls.First()}");
            await app.WaitForShutdownAsync(cancellationToken);
        }
    }

    private static WebApplication Build(AdapterOptions options, LinkCredentials credentials, Func<AdapterCore> core)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenForPeers(
            options.Keys.LinksAt(options.Listen, options.ConnectionsMax), credentials,
            PeerRole.Broker, PeerRole.Auditor));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(credentials).AddSingleton(_ => core());
        builder.Services.AddFederationTelemetry(options.Telemetry, "federation-adapter", options.Silo);
        builder.Services.AddFederationGrpc();
        builder.Services.AddGrpcHealthChecks().AddCheck<AuditHealthCheck>("audit");
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
            (publisher.Delay, publisher.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        var app = builder.Build();
        app.UseFederationLinks();
        app.MapGrpcService<AdapterGrpcService>();
        app.MapGrpcHealthChecksService();
        return app;
    }
}
