using System.Net;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting.Configuration;
using Federation.Hosting.Links;

namespace Federation.Tests.Hosting;

public sealed class LinkCredentialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly TestCertificates _certificates = new();

    [Fact]
    public void Credentials_load_from_the_files_that_the_section_names_relative_to_it()
    {
        Write(_certificates.Issue("spiffe://fed.example/broker/main"));
        var options = ReadOptions("authority.pem");
        using var credentials = LinkCredentials.Load(options, TimeProvider.System);
        Assert.True(credentials.Certificate.HasPrivateKey);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 7443), options.Listen);
        Assert.Equal("main", credentials.Verifier.Verify(credentials.Certificate)!.Id);
    }

    [Fact]
    public void A_process_does_not_start_with_a_certificate_that_its_peers_would_refuse()
    {
        Write(_certificates.Issue("spiffe://fed.example/broker/main", expiresInDays: -1));
        var exception = Assert.Throws<InvalidDataException>(
            () => LinkCredentials.Load(ReadOptions("authority.pem"), TimeProvider.System));
        Assert.Contains("opens no link", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_certificate_stops_the_start()
    {
        Write(_certificates.Issue("spiffe://fed.example/broker/main"));
        using var other = _certificates.Issue("spiffe://fed.example/broker/main");
        File.WriteAllText(PathOf("key.pem"), other.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var exception = Assert.Throws<InvalidDataException>(
            () => LinkCredentials.Load(ReadOptions("authority.pem"), TimeProvider.System));
        Assert.Contains("must belong to the certificate", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault_of_the_line_that_names_it()
    {
        Write(_certificates.Issue("spiffe://fed.example/broker/main"));
        var exception = Assert.Throws<ConfigurationException>(() => ReadOptions("authorty.pem"));
        Assert.Equal(3, Assert.Single(exception.Faults).Line);
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Delete(recursive: true);
    }

    private LinkOptions ReadOptions(string authority)
    {
        var map = YamlDocumentReader.Read(
            $"link:\n  listen: 127.0.0.1:7443\n  authority: {authority}\n  certificate: own.pem\n  key: key.pem\n",
            PathOf("broker.yaml"));
        var options = LinkOptions.Read(map.RequiredMap("link"));
        map.Finish();
        return options;
    }

    private void Write(X509Certificate2 certificate)
    {
        using (certificate)
        {
            File.WriteAllText(PathOf("authority.pem"), _certificates.AuthorityPem);
            File.WriteAllText(PathOf("own.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(PathOf("key.pem"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
