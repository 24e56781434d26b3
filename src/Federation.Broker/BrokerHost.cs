using Federation.Broker.Alerts;
using Federation.Broker.Console;
using Federation.Broker.Records;
using Federation.Broker.Releases;
using Federation.Broker.Requests;
using Federation.Broker.Samples;
using Federation.Broker.Silos;
using Federation.Broker.Watches;
using Federation.Hosting.Audits;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;

namespace Federation.Broker;

/// <summary>Serves a broker over mutual TLS. Trainers ask, auditors read; the authority's key is never here.</summary>
public sealed class BrokerHost : IAsyncDisposable
{
    private readonly LinkCredentials _credentials;
    private readonly List<GrpcSiloChannel> _channels = [];
    private LinkedHost? _host;
    private BrokerLog? _log;
    private ConsoleHost? _console;

    private BrokerHost(LinkCredentials credentials) => _credentials = credentials;

    /// <summary>Where it serves.</summary>
    public Uri Address => _host!.Address;

    /// <summary>Where the console serves; null where there is none.</summary>
    public Uri? ConsoleAddress => _console?.Address;

    /// <summary>Opens the log and serves. Silos are called when they are needed; none has to be up.</summary>
    public static async Task<BrokerHost> StartAsync(BrokerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = new BrokerHost(options.Keys.Credentials(TimeProvider.System));
        var isServing = false;
        try
        {
            await host.OpenAsync(options, cancellationToken);
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

    /// <summary>Runs until cancelled. Prints one line, <c>READY broker …</c>, once it serves.</summary>
    public static async Task RunAsync(BrokerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var host = await StartAsync(options, cancellationToken);
        if (host.ConsoleAddress is { } console)
        {
            await System.Console.Out.WriteLineAsync($"CONSOLE {console}");
        }

        await System.Console.Out.WriteLineAsync($"READY broker {options.Broker} {host.Address}");
        await host._host!.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Stops serving, then closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_console is not null)
        {
            await _console.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _channels.ForEach(channel => channel.Dispose());
        if (_log is not null)
        {
            await _log.DisposeAsync();
        }

        _credentials.Dispose();
    }

    private async Task OpenAsync(BrokerOptions options, CancellationToken cancellationToken)
    {
        _log = await BrokerLog.OpenAsync(
            options.StateFolder, options.Identity(), TimeProvider.System, cancellationToken);
        _host = LinkedHost.Build(
            "federation-broker", options.Broker, options.Keys.LinksAt(options.Listen, options.ConnectionsMax),
            _credentials, [PeerRole.Trainer, PeerRole.Auditor], options.Telemetry, () => _log.IsWritable,
            services => Register(services, options), Map);
        if (_log.Courier is { } courier)
        {
            _host.Services.GetRequiredService<FederationMetrics>()
                .ObserveDisagreements(() => courier.Disagreeing.Count);
        }

        await _host.StartAsync(cancellationToken);
        if (options.Console is { } console)
        {
            _console = await ConsoleHost.StartAsync(
                console, new ConsoleIdentity(options.Federation, options.Broker), _credentials.Certificate, _log,
                _host.Services.GetRequiredService<LogWatch>(), _host.Services.GetRequiredService<CapWatch>(),
                TimeProvider.System, cancellationToken);
        }
    }

    private void Map(WebApplication app)
    {
        app.MapGrpcService<BrokerGrpcService>();
        app.MapAuditService();
        app.MapWitness(_log!.Witness.ServeAsync, _log.Witness.Find);
    }

    private void Register(IServiceCollection services, BrokerOptions options)
    {
        AddCache(services, options.Redis);
        var silos = SilosOf(options);
        services
            .AddSingleton<IBrokerLog>(_log!)
            .AddSingleton(_log!.Audited(options.OpenTags))
            .AddSingleton<IReceiptCheck, LogReceiptCheck>()
            .AddSingleton<ReleaseVerifier>()
            .AddSingleton<CatalogueCache>()
            .AddSingleton(_ => new TrainerLimits(options.RequestsPerMinute))
            .AddSingleton(all => new BrokerRecords(
                options.Broker, all.GetRequiredService<IBrokerLog>(), all.GetRequiredService<TimeProvider>()))
            .AddSingleton(all => ActivatorUtilities.CreateInstance<RequestDoor>(all, options.Federation))
            .AddSingleton(all => ActivatorUtilities.CreateInstance<SiloCatalogues>(
                all, options.Federation, silos, options.SiloDeadline))
            .AddSingleton<HolderSearch>()
            .AddSingleton(all => ActivatorUtilities.CreateInstance<FederatedBudget>(all, silos, options.SiloDeadline))
            .AddSingleton(all => ActivatorUtilities.CreateInstance<FederatedQuery>(all, options.SiloDeadline))
            .AddSingleton(all => ActivatorUtilities.CreateInstance<SampleRelay>(all, options.SiloDeadline))
            .AddSingleton<FederatedSample>();
        AddWatches(services, options);
    }

    /// <summary>What looks after log, budgets and peers by itself.</summary>
    private void AddWatches(IServiceCollection services, BrokerOptions options)
    {
        services
            .AddSingleton(_log!)
            .AddSingleton(options.Alerts)
            .AddSingleton<LogWatch>().AddHostedService(all => all.GetRequiredService<LogWatch>())
            .AddSingleton(all => new CapWatch(
                async token => SpendingCaps.Of(await all.GetRequiredService<SiloCatalogues>().ListAsync(token)),
                all.GetRequiredService<TimeProvider>()))
            .AddHostedService(all => all.GetRequiredService<CapWatch>())
            .AddSingleton<AlertRules>()
            .AddSingleton<AlertMetrics>()
            .AddSingleton(all => new WebhookSender(
                $"{options.Federation}/broker/{options.Broker}", options.Alerts.Webhooks,
                options.Keys.SigningKey("signing.key"), new SocketsHttpHandler { AllowAutoRedirect = false },
                all.GetRequiredService<TimeProvider>()))
            .AddHostedService(all => all.GetRequiredService<WebhookSender>())
            .AddSingleton<AlertWatch>().AddHostedService(all => all.GetRequiredService<AlertWatch>());
    }

    private IReadOnlyList<Silo> SilosOf(BrokerOptions options)
    {
        _channels.AddRange(options.Silos.Select(silo => new GrpcSiloChannel(
            silo, options.Federation, _credentials, _log!.Exchanger)));
        return [.. options.Silos.Zip(_channels, (silo, channel) => new Silo(silo, channel))];
    }

    /// <summary>What is cached may be lost at any time: it costs a call to the silo, never an answer.</summary>
    private static void AddCache(IServiceCollection services, string? redis)
    {
        if (redis is null)
        {
            services.AddDistributedMemoryCache();
            return;
        }

        services.AddStackExchangeRedisCache(cache =>
        {
            cache.ConfigurationOptions = RedisLink.Parse(redis);
            cache.InstanceName = "federation/";
        });
    }
}
