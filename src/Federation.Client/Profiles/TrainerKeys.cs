using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Sealing;

namespace Federation.Client.Profiles;

/// <summary>The keys of a trainer: for links, for signatures, and for what is encrypted to it.</summary>
public sealed class TrainerKeys : IDisposable
{
    private TrainerKeys(
        X509Certificate2Collection authorities, X509Certificate2 certificate, SigningKey signing,
        HpkePrivateKey decryption)
    {
        Authorities = authorities;
        Certificate = certificate;
        Signing = signing;
        Decryption = decryption;
    }

    /// <summary>The authorities whose certificates open links.</summary>
    public X509Certificate2Collection Authorities { get; }

    /// <summary>The certificate shown on links, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Signs requests. Agreements name its fingerprint.</summary>
    public SigningKey Signing { get; }

    /// <summary>Opens samples.</summary>
    public HpkePrivateKey Decryption { get; }

    /// <summary>Reads a folder as <c>federation keys init</c> writes it.</summary>
    /// <exception cref="FederationException">A file is missing or holds something else.</exception>
    public static TrainerKeys Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string Read(string file)
        {
            var path = Path.Combine(folder, file);
            return File.Exists(path)
                ? File.ReadAllText(path)
                : throw new FederationException(
                    FederationFaultKind.Profile, $"{path} is missing. Make keys with 'federation keys init'.");
        }

        try
        {
            return new TrainerKeys(
                PeerCertificate.ReadAuthorities(Read("ca.pem")),
                X509Certificate2.CreateFromPem(Read("tls.pem"), Read("tls.key")),
                SigningKey.FromSeed(Convert.FromBase64String(Read("signing.key").Trim())),
                HpkePrivateKey.FromPem(Read("hpke.key")));
        }
        catch (CryptographicException)
        {
            throw Unusable(folder);
        }
        catch (FormatException)
        {
            throw Unusable(folder);
        }
        catch (ArgumentException)
        {
            throw Unusable(folder);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        Signing.Dispose();
        Decryption.Dispose();
    }

    private static FederationException Unusable(string folder) => new(
        FederationFaultKind.Profile, $"The keys in {folder} cannot be read. Make them with 'federation keys init'.");
}
