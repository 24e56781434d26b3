using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Sealing;

/// <summary>A small certificate authority for one federation. Its key is used here and belongs on no server.</summary>
public static class CertificateForge
{
    /// <summary>The purpose of a certificate that a server shows (RFC 5280 §4.2.1.12).</summary>
    internal const string ServerPurpose = "1.3.6.1.5.5.7.3.1";

    /// <summary>The purpose of a certificate that a client shows.</summary>
    internal const string ClientPurpose = "1.3.6.1.5.5.7.3.2";

    private const int SerialLengthBytes = 16;

    /// <summary>Makes an authority that can sign parties' certificates and no further authorities.</summary>
    /// <exception cref="ArgumentException">The name of the federation is not one.</exception>
    public static ForgedCertificate CreateAuthority(string federation, CertificateTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (!PartyIdentity.IsFederation(federation))
        {
            throw new ArgumentException("Lower-case letters, digits, '.', '-' and '_' only.", nameof(federation));
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var name = NameOf("certificate authority", federation);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(term.NotBefore, term.NotAfter);
        return new ForgedCertificate(certificate.ExportCertificatePem() + '\n', key.ExportPkcs8PrivateKeyPem() + '\n');
    }

    /// <summary>Issues a party's certificate, good for both ends of a link, on this machine and named hosts.</summary>
    /// <param name="authority">The authority with its private key.</param>
    /// <param name="identity">Who the party is; becomes the URI in the certificate.</param>
    /// <param name="term">When it is valid; within the authority's own term.</param>
    /// <param name="hosts">Further DNS names and IP addresses under which the party serves.</param>
    /// <exception cref="ArgumentException">A name is not one, or the term exceeds the authority's.</exception>
    public static ForgedCertificate Issue(
        ForgedCertificate authority, PartyIdentity identity, CertificateTerm term, IEnumerable<string>? hosts = null)
    {
        ArgumentNullException.ThrowIfNull(authority);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(term);
        if (!PartyIdentity.IsFederation(identity.Federation) || !PartyIdentity.IsId(identity.Id))
        {
            throw new ArgumentException("The identity has a name that cannot stand in a URI.", nameof(identity));
        }

        using var issuer = X509Certificate2.CreateFromPem(authority.CertificatePem, authority.PrivateKeyPem);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(NameOf(identity.Id, identity.Federation), key, HashAlgorithmName.SHA256);
        foreach (var extension in LeafExtensions(request.PublicKey, issuer, identity, hosts ?? []))
        {
            request.CertificateExtensions.Add(extension);
        }

        var serial = RandomNumberGenerator.GetBytes(SerialLengthBytes);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // Positive, and no leading zero.
        using var certificate = request.Create(issuer, term.NotBefore, term.NotAfter, serial);
        return new ForgedCertificate(certificate.ExportCertificatePem() + '\n', key.ExportPkcs8PrivateKeyPem() + '\n');
    }

    private static IEnumerable<X509Extension> LeafExtensions(
        PublicKey key, X509Certificate2 issuer, PartyIdentity identity, IEnumerable<string> hosts)
    {
        yield return new X509BasicConstraintsExtension(false, false, 0, true);
        yield return new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true);
        yield return new X509EnhancedKeyUsageExtension([new Oid(ServerPurpose), new Oid(ClientPurpose)], false);
        yield return AlternativeNames(identity, hosts);
        yield return new X509SubjectKeyIdentifierExtension(key, false);
        yield return X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false);
    }

    private static X509Extension AlternativeNames(PartyIdentity identity, IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(identity.Uri));
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }

    private static X500DistinguishedName NameOf(string commonName, string organization)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddOrganizationName(organization.Length <= 64 ? organization : organization[..64]); // X.520 allows 64.
        name.AddCommonName(commonName);
        return name.Build();
    }
}
