using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Federation.Hosting.Links;

/// <summary>Sets Kestrel and gRPC up for links: TLS 1.3, certificates on both sides, a limit on everything.</summary>
public static class LinkServer
{
    /// <summary>The largest message that is read, in bytes.</summary>
    public const int ReceiveBytesMax = 1 << 20;

    /// <summary>The largest message that is sent, in bytes.</summary>
    public const int SendBytesMax = 4 << 20;

    private const int HeaderBytesMax = 8 << 10;
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Registers gRPC with the refusal boundary and the message limits.</summary>
    /// <remarks>Needs the metrics of <c>AddFederationTelemetry</c>.</remarks>
    public static IServiceCollection AddFederationGrpc(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RefusalInterceptor>();
        services.AddGrpc(options =>
        {
            options.Interceptors.Add<RefusalInterceptor>();
            options.MaxReceiveMessageSize = ReceiveBytesMax;
            options.MaxSendMessageSize = SendBytesMax;
            options.EnableDetailedErrors = false;
        });
        return services;
    }

    /// <summary>Puts the peer's identity and the mending of malformed frames before every call.</summary>
    public static IApplicationBuilder UseFederationLinks(this IApplicationBuilder app) =>
        app.UseMiddleware<PeerIdentityMiddleware>().UseMiddleware<MalformedRequestMiddleware>();

    /// <summary>Listens where the options say, for peers of the admitted roles only.</summary>
    /// <param name="kestrel">The server to set up.</param>
    /// <param name="options">Where to listen and how many connections to take.</param>
    /// <param name="credentials">What to show, and how to judge; kept until the host stops.</param>
    /// <param name="admitted">The roles that may open a link here; others fail in the handshake.</param>
    public static void ListenForPeers(
        this KestrelServerOptions kestrel, LinkOptions options, LinkCredentials credentials,
        params IReadOnlyList<PeerRole> admitted)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credentials);
        kestrel.AddServerHeader = false;
        SetLimits(kestrel.Limits, options.ConnectionsMax);
        kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = handshake =>
                    ValueTask.FromResult(Authenticate(handshake.Connection, credentials, admitted)),
            });
        });
    }

    private static SslServerAuthenticationOptions Authenticate(
        ConnectionContext connection, LinkCredentials credentials, IReadOnlyList<PeerRole> admitted) => new()
        {
            AllowRenegotiation = false,
            AllowTlsResume = false, // Each handshake judges the certificate anew.
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                Admit(connection, credentials.Verifier.Verify(certificate as X509Certificate2), admitted),
            ServerCertificate = credentials.Certificate,
        };

    private static bool Admit(ConnectionContext connection, PeerIdentity? peer, IReadOnlyList<PeerRole> admitted)
    {
        if (peer is null || !admitted.Contains(peer.Role))
        {
            return false;
        }

        connection.Features.Set(peer); // Calls over this link find it among their own features.
        return true;
    }

    private static void SetLimits(KestrelServerLimits limits, int connectionsMax)
    {
        limits.MaxConcurrentConnections = connectionsMax;
        limits.MaxRequestBodySize = ReceiveBytesMax + HeaderBytesMax;
        limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        limits.Http2.MaxRequestHeaderFieldSize = HeaderBytesMax;
        limits.Http2.KeepAlivePingDelay = PingDelay;
        limits.Http2.KeepAlivePingTimeout = PingTimeout;
    }
}
