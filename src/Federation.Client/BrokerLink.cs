using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Federation.Client.Profiles;
using Federation.Sealing;
using Grpc.Net.Client;

namespace Federation.Client;

/// <summary>Opens the link to the broker: TLS 1.3, both sides show certificates of one authority.</summary>
internal static class BrokerLink
{
    private const int MessageLengthBytesMax = 64 * 1024 * 1024;

    public static GrpcChannel Open(TrainerProfile profile, TrainerKeys keys) =>
        GrpcChannel.ForAddress(profile.Broker, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MessageLengthBytesMax,
            HttpHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                KeepAlivePingDelay = TimeSpan.FromSeconds(15),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                SslOptions = new SslClientAuthenticationOptions
                {
                    EnabledSslProtocols = SslProtocols.Tls13,
                    LocalCertificateSelectionCallback = (_, _, _, _, _) => keys.Certificate,
                    RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                        IsBroker(certificate as X509Certificate2, profile, keys),
                },
            },
        });

    private static bool IsBroker(X509Certificate2? certificate, TrainerProfile profile, TrainerKeys keys) =>
        PeerCertificate.Check(certificate, keys.Authorities, profile.Federation, TimeProvider.System.GetUtcNow())
            .Identity?.Role == PartyRole.Broker;
}
