using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Sealing;

namespace Federation.Tests.Sealing;

public sealed class CertificateTests
{
    private const string Name = "demo.federation";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CertificateTerm Term = new(Start, Start.AddDays(365));
    private static readonly ForgedCertificate Authority = CertificateForge.CreateAuthority(Name, Term);
    private static readonly X509Certificate2Collection Roots = PeerCertificate.ReadAuthorities(Authority.CertificatePem);
    private static readonly PartyIdentity Adapter = new(Name, PartyRole.Adapter, "hospital-a");

    [Theory]
    [InlineData(PartyRole.Broker)]
    [InlineData(PartyRole.Adapter)]
    [InlineData(PartyRole.Trainer)]
    [InlineData(PartyRole.Auditor)]
    public void An_issued_certificate_is_trusted_and_says_role_and_id(PartyRole role)
    {
        var identity = new PartyIdentity(Name, role, "some.one-2");
        var check = CheckAt(CertificateForge.Issue(Authority, identity, Days(1, 90)), Start.AddDays(2));
        Assert.True(check.IsTrusted);
        Assert.Equal(identity, check.Identity);
        Assert.Null(check.Fault);
    }

    [Fact]
    public void A_certificate_names_this_machine_and_the_hosts_that_were_asked_for()
    {
        using var leaf = Load(CertificateForge.Issue(Authority, Adapter, Days(1, 90), ["silo.example", "10.0.0.7"]));
        foreach (var host in new[] { "localhost", "127.0.0.1", "::1", "silo.example", "10.0.0.7" })
        {
            Assert.True(leaf.MatchesHostname(host), host);
        }

        Assert.False(leaf.MatchesHostname("other.example"));
        Assert.True(leaf.HasPrivateKey);
        Assert.Equal("1.2.840.10045.3.1.7", leaf.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
    }

    [Theory]
    [InlineData(0, PeerFault.OutOfTerm)]
    [InlineData(1, null)]
    [InlineData(89, null)]
    [InlineData(91, PeerFault.OutOfTerm)]
    public void A_certificate_is_trusted_within_its_term_only(int day, PeerFault? fault) =>
        Assert.Equal(fault, CheckAt(CertificateForge.Issue(Authority, Adapter, Days(1, 90)), Start.AddDays(day)).Fault);

    [Fact]
    public void A_peer_that_shows_nothing_is_refused() =>
        Assert.Equal(PeerFault.Missing, PeerCertificate.Check(null, Roots, Name, Start).Fault);

    [Fact]
    public void A_certificate_of_an_authority_with_the_same_name_and_another_key_is_refused()
    {
        var impostor = CertificateForge.CreateAuthority(Name, Term);
        Assert.Equal(PeerFault.Untrusted, CheckAt(CertificateForge.Issue(impostor, Adapter, Days(1, 90)), Start.AddDays(2)).Fault);
    }

    [Fact]
    public void A_self_signed_certificate_with_the_right_identity_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var leaf = Request(key, Adapter.Uri).CreateSelfSigned(Start, Start.AddDays(5));
        Assert.Equal(PeerFault.Untrusted, PeerCertificate.Check(leaf, Roots, Name, Start.AddDays(1)).Fault);
    }

    [Fact]
    public void A_party_cannot_issue_certificates_itself()
    {
        var party = CertificateForge.Issue(Authority, Adapter, Days(1, 90));
        using var issuer = Load(party);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(key, $"spiffe://{Name}/broker/impostor");
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        using var leaf = request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), Start.AddDays(1), Start.AddDays(9), [1, 2, 3]);
        var roots = new X509Certificate2Collection(Roots);
        Assert.Equal(PeerFault.Untrusted, PeerCertificate.Check(leaf, roots, Name, Start.AddDays(2)).Fault);
    }

    [Fact]
    public void A_certificate_of_another_federation_under_the_same_authority_is_refused()
    {
        var other = new PartyIdentity("other.federation", PartyRole.Adapter, "hospital-a");
        Assert.Equal(
            PeerFault.OtherFederation, CheckAt(CertificateForge.Issue(Authority, other, Days(1, 90)), Start.AddDays(2)).Fault);
    }

    [Fact]
    public void The_authority_itself_is_no_party()
    {
        using var authority = X509Certificate2.CreateFromPem(Authority.CertificatePem);
        Assert.False(PeerCertificate.Check(authority, Roots, Name, Start.AddDays(2)).IsTrusted);
    }

    [Theory]
    [InlineData(PeerFault.NoIdentity, true)]
    [InlineData(PeerFault.NoIdentity, true, "spiffe://demo.federation/adapter/a", "spiffe://demo.federation/broker/b")]
    [InlineData(PeerFault.NoIdentity, true, "https://demo.federation/adapter/a")]
    [InlineData(PeerFault.NoIdentity, true, "spiffe://demo.federation/root/a")]
    [InlineData(PeerFault.WrongPurpose, false, "spiffe://demo.federation/adapter/a")]
    public void A_certificate_without_one_identity_or_without_its_purpose_is_refused(
        PeerFault fault, bool hasPurpose, params string[] uris)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = X509Certificate2.CreateFromPem(Authority.CertificatePem, Authority.PrivateKeyPem);
        var request = Request(key, uris);
        if (!hasPurpose)
        {
            request.CertificateExtensions.Remove(request.CertificateExtensions.OfType<X509EnhancedKeyUsageExtension>().Single());
        }

        using var leaf = request.Create(authority, Start, Start.AddDays(9), [1, 2, 3]);
        Assert.Equal(fault, PeerCertificate.Check(leaf, Roots, Name, Start.AddDays(1)).Fault);
    }

    [Theory]
    [InlineData("spiffe://demo.federation/adapter/a", true)]
    [InlineData("spiffe://demo.federation/adapter/a/b", false)]
    [InlineData("spiffe://demo.federation/adapter/", false)]
    [InlineData("spiffe://demo.federation/ADAPTER/a", false)]
    [InlineData("spiffe://Demo.federation/adapter/a", false)]
    [InlineData("spiffe://demo.federation/adapter/..", false)]
    [InlineData("spiffe://demo.federation/adapter/a\n", false)]
    [InlineData("spiffe://demo.federation:80/adapter/a", false)]
    [InlineData("SPIFFE://demo.federation/adapter/a", false)]
    public void Only_the_exact_form_is_an_identity(string uri, bool isIdentity) =>
        Assert.Equal(isIdentity, PartyIdentity.TryParse(uri, out _));

    [Fact]
    public void A_name_that_cannot_stand_in_a_uri_gets_no_certificate()
    {
        Assert.Throws<ArgumentException>(() => CertificateForge.CreateAuthority("Not A Name", Term));
        Assert.Throws<ArgumentException>(
            () => CertificateForge.Issue(Authority, Adapter with { Id = "../a" }, Days(1, 90)));
        Assert.Throws<ArgumentException>(() => CertificateForge.Issue(Authority, Adapter, Days(1, 900)));
        Assert.Throws<ArgumentException>(() => PeerCertificate.ReadAuthorities("no certificate"));
    }

    private static CertificateRequest Request(ECDsa key, params string[] uris)
    {
        var request = new CertificateRequest("CN=party", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        foreach (var uri in uris)
        {
            names.AddUri(new Uri(uri));
        }

        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static PeerCheck CheckAt(ForgedCertificate certificate, DateTimeOffset at)
    {
        using var leaf = Load(certificate);
        return PeerCertificate.Check(leaf, Roots, Name, at);
    }

    private static X509Certificate2 Load(ForgedCertificate certificate) =>
        X509Certificate2.CreateFromPem(certificate.CertificatePem, certificate.PrivateKeyPem);

    private static CertificateTerm Days(int from, int until) => new(Start.AddDays(from), Start.AddDays(until));
}
