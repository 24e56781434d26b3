using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Federation.Broker.Console.Proofs;
using Federation.Broker.Console.SignIn;
using Federation.Broker.Records;
using Federation.Broker.Watches;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Federation.Broker.Console;

/// <summary>
/// Serves the console over HTTPS on an address of its own: browsers never meet the links of the federation, and no link
/// leads here. Pages are plain HTML; nothing of them needs a script.
/// </summary>
public sealed class ConsoleHost : IAsyncDisposable
{
    private const int BodyBytesMax = 16 << 10;
    private const int ConnectionsMax = 200;
    private static readonly string[] NoReload = ["--hostBuilder:reloadConfigOnChange=false"];

    private readonly WebApplication _app;
    private readonly X509Certificate2? _certificate;

    private ConsoleHost(WebApplication app, X509Certificate2? certificate) => (_app, _certificate) = (app, certificate);

    /// <summary>Where it serves.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

    /// <summary>What was registered.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the console of a broker.</summary>
    /// <param name="options">Where, and for whom.</param>
    /// <param name="identity">Whose console it is.</param>
    /// <param name="fallback">The broker's own certificate, for where the options name none.</param>
    /// <param name="log">What it shows.</param>
    /// <param name="watch">Verifies the log.</param>
    /// <param name="caps">What silos say may be spent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ConsoleHost> StartAsync(
        ConsoleOptions options, ConsoleIdentity identity, X509Certificate2 fallback, BrokerLog log,
        LogWatch watch, CapWatch caps, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        var certificate = options.CertificateFile is { } file
            ? X509Certificate2.CreateFromPemFile(file, options.CertificateKeyFile) : null;
        var builder = WebApplication.CreateSlimBuilder(NoReload);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
            kestrel.Listen(options.Listen, listen => listen.UseHttps(certificate ?? fallback));
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        Register(builder.Services, options, identity, log, watch, caps, time);
        var host = new ConsoleHost(builder.Build(), certificate);
        ConsoleEndpoints.Map(host._app);
        await host._app.StartAsync(cancellationToken);
        var server = host._app.Services.GetRequiredService<IServer>();
        host.Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        identity.Url = host.Address;
        return host;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate?.Dispose();
    }

    private static void Register(
        IServiceCollection services, ConsoleOptions options, ConsoleIdentity identity, BrokerLog log,
        LogWatch watch, CapWatch caps, TimeProvider time)
    {
        services.AddSingleton(time).AddSingleton(log).AddSingleton(identity)
            .AddSingleton<EntryProver>()
            .AddSingleton(watch).AddSingleton(caps)
            .AddSingleton(new SignInDoor(identity.Federation, identity.Broker, options.Members, time));
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // A session ends with the process, at most.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Chinese as it is, not as numbers.
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "__Host-federation";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax; // The link of a sign-in comes from outside.
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(options.SessionMinutes);
            cookie.SlidingExpiration = false;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/sign-in";
        });
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.Always);
    }
}
