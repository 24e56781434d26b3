using Federation.Hosting.Links;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Tests.Hosting;

public sealed class PeerVerifierTests : IDisposable
{
    private const string Adapter = "spiffe://fed.example/adapter/silo-a";
    private readonly TestCertificates _certificates = new();

    [Fact]
    public void A_certificate_of_the_authority_tells_federation_role_and_id()
    {
        using var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter);
        var peer = verifier.VerifyClient(certificate)!;
        Assert.Equal(("fed.example", PeerRole.Adapter, "silo-a"), (peer.Federation, peer.Role, peer.Id));
        Assert.Equal(peer, verifier.VerifyServer(certificate));
    }

    [Theory]
    [InlineData("https://fed.example/adapter/silo-a")]
    [InlineData("spiffe://fed.example/root/silo-a")]
    [InlineData("spiffe://fed.example/adapter/")]
    [InlineData("spiffe://fed.example/adapter/silo-a/broker/b")]
    [InlineData("spiffe://fed.example/adapter/silo%20a")]
    public void A_name_of_another_form_opens_nothing(string uri)
    {
        using var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(uri);
        Assert.Null(verifier.VerifyClient(certificate));
    }

    [Fact]
    public void A_certificate_that_names_two_opens_nothing()
    {
        using var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, secondUri: "spiffe://fed.example/broker/b");
        Assert.Null(verifier.VerifyClient(certificate));
    }

    [Fact]
    public void A_missing_certificate_opens_nothing()
    {
        using var verifier = _certificates.Verifier();
        Assert.Null(verifier.VerifyClient(null));
    }

    [Fact]
    public void An_expired_certificate_opens_nothing()
    {
        using var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, expiresInDays: -1);
        Assert.Null(verifier.VerifyClient(certificate));
    }

    [Fact]
    public void A_certificate_is_held_against_the_clock_that_was_given()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var verifier = _certificates.Verifier(time);
        using var certificate = _certificates.Issue(Adapter, expiresInDays: 30);
        Assert.NotNull(verifier.VerifyClient(certificate));
        time.Advance(TimeSpan.FromDays(31));
        Assert.Null(verifier.VerifyClient(certificate));
    }

    [Fact]
    public void A_certificate_of_another_authority_opens_nothing()
    {
        using var others = new TestCertificates();
        using var verifier = _certificates.Verifier();
        using var certificate = others.Issue(Adapter);
        Assert.Null(verifier.VerifyClient(certificate));
    }

    [Fact]
    public void A_certificate_serves_only_the_use_it_was_made_for()
    {
        using var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, uses: ["1.3.6.1.5.5.7.3.2"]);
        Assert.NotNull(verifier.VerifyClient(certificate));
        Assert.Null(verifier.VerifyServer(certificate));
    }

    [Fact]
    public void A_certificate_that_could_sign_others_opens_nothing()
    {
        using var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, isAuthority: true);
        Assert.Null(verifier.VerifyClient(certificate));
    }

    public void Dispose() => _certificates.Dispose();
}
