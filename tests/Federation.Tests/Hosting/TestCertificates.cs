using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting.Links;

namespace Federation.Tests.Hosting;

/// <summary>A throw-away authority that also issues what a real one never would.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(1));
    }

    public X509Certificate2 Issue(
        string uri, int expiresInDays = 30, string[]? uses = null, string? secondUri = null, bool isAuthority = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddUri(new Uri(uri));
        if (secondUri is not null)
        {
            names.AddUri(new Uri(secondUri));
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        var oids = new OidCollection();
        foreach (var use in uses ?? ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"])
        {
            oids.Add(new Oid(use));
        }

        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, true));
        using var certificate = request.Create(
            _authority, DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(expiresInDays), RandomNumberGenerator.GetBytes(16));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }

    public PeerVerifier Verifier(TimeProvider? time = null) =>
        new([_authority], "fed.example", time ?? TimeProvider.System);

    public string AuthorityPem => _authority.ExportCertificatePem();

    public LinkCredentials Credentials(X509Certificate2 certificate) => new(certificate, Verifier());

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }
}
