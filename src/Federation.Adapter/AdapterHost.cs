using Federation.Adapter.Journal;
using Federation.Adapter.Policies;
using Federation.Hosting.Audits;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Grpc.AspNetCore.Server;

namespace Federation.Adapter;

/// <summary>Serves an adapter over mutual TLS. Only the broker, and auditors, may call.</summary>
public sealed class AdapterHost : IAsyncDisposable
{
    private readonly LinkCredentials _credentials;
    private LinkedHost? _host;
    private AdapterCore? _core;

    private AdapterHost(LinkCredentials credentials) => _credentials = credentials;

    /// <summary>Where it serves.</summary>
    public Uri Address => _host!.Address;

    /// <summary>Reads the policies, opens the log, connects the stores, and serves.</summary>
    /// <exception cref="Hosting.Configuration.ConfigurationException">A policy does not hold; nothing was
    /// started.</exception>
    public static Task<AdapterHost> StartAsync(AdapterOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, AdapterSeams.System, cancellationToken);

    /// <summary>The same with what tests and measurements put in the place of clock, stores and disk.</summary>
    /// <inheritdoc cref="StartAsync(AdapterOptions, CancellationToken)"/>
    public static async Task<AdapterHost> StartAsync(
        AdapterOptions options, AdapterSeams seams, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(seams);
        var policies = PolicyBook.Load(options.PoliciesFolder);
        var host = new AdapterHost(options.Keys.Credentials(TimeProvider.System));
        var isServing = false;
        try
        {
            await host.OpenAsync(options, policies, seams, cancellationToken);
            isServing = true;
            return host;
        }
        finally
        {
            if (!isServing)
            {
                await host.DisposeAsync();
            }
        }
    }

    /// <summary>Runs until cancelled. Prints one line, <c>READY adapter …</c>, once it serves.</summary>
    public static async Task RunAsync(AdapterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var host = await StartAsync(options, cancellationToken);
        await Console.Out.WriteLineAsync($"READY adapter {options.Silo} {host.Address}");
        await host._host!.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Stops serving, then closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_core is not null)
        {
            await _core.DisposeAsync();
        }

        _credentials.Dispose();
    }

    private void Map(WebApplication app)
    {
        app.MapGrpcService<AdapterGrpcService>();
        app.MapAuditService();
        app.MapWitness(
            (body, cancellationToken) => _core!.Witness.ServeAsync(body, cancellationToken),
            originHash => _core!.Witness.Find(originHash));
    }

    private async Task OpenAsync(
        AdapterOptions options, PolicyBook policies, AdapterSeams seams, CancellationToken cancellationToken)
    {
        _host = LinkedHost.Build(
            "federation-adapter", options.Silo, options.Keys.LinksAt(options.Listen, options.ConnectionsMax),
            _credentials, [PeerRole.Broker, PeerRole.Auditor], options.Telemetry, () => _core!.IsWritable,
            services => services.AddSingleton(_ => _core!).AddSingleton(_ => _core!.Audited(options.OpenTags))
                .Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<LogExchangeInterceptor>()),
            Map);
        _core = await AdapterCore.OpenAsync(
            options.Identity(), options.StateFolder, policies, _host.Services.GetRequiredService<FederationMetrics>(),
            seams with
            {
                ReportIndex = IndexLog.Of(_host.Services),
                GuardFolder = options.GuardFolder,
                Witnesses = options.Witnesses,
            }, cancellationToken);
        await _host.StartAsync(cancellationToken);
    }
}
