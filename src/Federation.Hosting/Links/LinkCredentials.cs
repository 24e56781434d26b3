using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Hosting.Links;

/// <summary>What a process shows at the ends of its links, and how it judges what it is shown.</summary>
public sealed class LinkCredentials : IDisposable
{
    /// <summary>Creates credentials from what is already in memory.</summary>
    /// <param name="certificate">The process's own certificate with its key.</param>
    /// <param name="verifier">Judges the other side.</param>
    public LinkCredentials(X509Certificate2 certificate, PeerVerifier verifier)
    {
        Certificate = certificate;
        Verifier = verifier;
    }

    /// <summary>The process's own certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Judges the other side.</summary>
    public PeerVerifier Verifier { get; }

    /// <summary>Loads the files that the options name.</summary>
    /// <exception cref="InvalidDataException">A file holds no certificate or key, or the two do not fit.</exception>
    public static LinkCredentials Load(LinkOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            using var authority = X509CertificateLoader.LoadCertificateFromFile(options.AuthorityPath);
            return new LinkCredentials(
                X509Certificate2.CreateFromPemFile(options.CertificatePath, options.KeyPath),
                new PeerVerifier(authority.RawData, time));
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException(
                $"'{options.CertificatePath}', '{options.KeyPath}' or '{options.AuthorityPath}' cannot be used: "
                + "they must be PEM files, and the key must belong to the certificate.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        Verifier.Dispose();
    }
}
