using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Sealing;

namespace Federation.Hosting.Links;

/// <summary>What a process shows at the ends of its links, and how it judges what it is shown.</summary>
/// <param name="certificate">The process's own certificate with its key; disposed with this object.</param>
/// <param name="verifier">Judges the other side.</param>
public sealed class LinkCredentials(X509Certificate2 certificate, PeerVerifier verifier) : IDisposable
{
    /// <summary>The process's own certificate with its key.</summary>
    public X509Certificate2 Certificate { get; } = certificate;

    /// <summary>Judges the other side.</summary>
    public PeerVerifier Verifier { get; } = verifier;

    /// <summary>Loads the files of the options. Peers must be of the federation of our own certificate.</summary>
    /// <exception cref="InvalidDataException">A file cannot be used, or our own certificate opens no link.</exception>
    public static LinkCredentials Load(LinkOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var authorities = PeerCertificate.ReadAuthorities(File.ReadAllText(options.AuthorityPath));
            var certificate = X509Certificate2.CreateFromPemFile(options.CertificatePath, options.KeyPath);
            var uri = certificate.GetNameInfo(X509NameType.UrlName, forIssuer: false);
            var federation = PartyIdentity.TryParse(uri, out var own) ? own.Federation : "";
            var verifier = new PeerVerifier(authorities, federation, time);
            return verifier.Verify(certificate) is not null
                ? new LinkCredentials(certificate, verifier)
                : throw new InvalidDataException(
                    $"The certificate '{options.CertificatePath}' opens no link: it is expired, not of the authority "
                    + $"'{options.AuthorityPath}', or names no party. Make keys with 'federation keys init'.");
        }
        catch (CryptographicException)
        {
            throw Unusable(options);
        }
        catch (ArgumentException)
        {
            throw Unusable(options);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private static InvalidDataException Unusable(LinkOptions options) => new(
        $"'{options.CertificatePath}', '{options.KeyPath}' or '{options.AuthorityPath}' cannot be used: "
        + "they must be PEM files, and the key must belong to the certificate.");
}
