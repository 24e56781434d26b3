using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Federation.Hosting.Links;

/// <summary>Opens links to other processes: TLS 1.3, our certificate shown, theirs checked for role and name.</summary>
public static class LinkClient
{
    /// <summary>A peer that is back is found within this time; gRPC would take up to two minutes.</summary>
    private static readonly TimeSpan ReconnectBackoffMax = TimeSpan.FromSeconds(1);

    /// <summary>Creates a channel; the caller disposes it.</summary>
    /// <param name="address">An <c>https</c> address. Its host name is not what identifies the peer.</param>
    /// <param name="credentials">What to show, and how to judge.</param>
    /// <param name="role">What the peer must be.</param>
    /// <param name="id">The name it must have, or null for any of that role.</param>
    public static GrpcChannel Open(Uri address, LinkCredentials credentials, PeerRole role, string? id = null) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = CreateHandler(credentials, role, id),
            DisposeHttpClient = true,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(100),
            MaxReconnectBackoff = ReconnectBackoffMax,
            MaxReceiveMessageSize = LinkServer.SendBytesMax,
            MaxSendMessageSize = LinkServer.ReceiveBytesMax,
        });

    /// <summary>The handler behind a channel, for callers that speak HTTP themselves.</summary>
    /// <inheritdoc cref="Open"/>
    public static SocketsHttpHandler CreateHandler(LinkCredentials credentials, PeerRole role, string? id)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                ClientCertificates = [credentials.Certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => credentials.Certificate,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                    credentials.Verifier.Verify(certificate as X509Certificate2) is { } peer
                    && peer.Role == role && (id is null || peer.Id == id),
            },
        };
    }
}
