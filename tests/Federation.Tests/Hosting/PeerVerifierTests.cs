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
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter);
        var peer = verifier.Verify(certificate)!;
        Assert.Equal(("fed.example", PeerRole.Adapter, "silo-a"), (peer.Federation, peer.Role, peer.Id));
    }

    [Theory]
    [InlineData("https://fed.example/adapter/silo-a")]
    [InlineData("spiffe://fed.example/root/silo-a")]
    [InlineData("spiffe://fed.example/adapter/")]
    [InlineData("spiffe://fed.example/adapter/silo-a/broker/b")]
    [InlineData("spiffe://fed.example/adapter/silo%20a")]
    public void A_name_of_another_form_opens_nothing(string uri)
    {
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(uri);
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_certificate_that_names_two_opens_nothing()
    {
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, secondUri: "spiffe://fed.example/broker/b");
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_missing_certificate_opens_nothing()
    {
        var verifier = _certificates.Verifier();
        Assert.Null(verifier.Verify(null));
    }

    [Fact]
    public void An_expired_certificate_opens_nothing()
    {
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, expiresInDays: -1);
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_certificate_is_held_against_the_clock_that_was_given()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var verifier = _certificates.Verifier(time);
        using var certificate = _certificates.Issue(Adapter, expiresInDays: 30);
        Assert.NotNull(verifier.Verify(certificate));
        time.Advance(TimeSpan.FromDays(31));
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_certificate_of_another_authority_opens_nothing()
    {
        using var others = new TestCertificates();
        var verifier = _certificates.Verifier();
        using var certificate = others.Issue(Adapter);
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_certificate_that_is_not_meant_for_both_ends_of_a_link_opens_nothing()
    {
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, uses: ["1.3.6.1.5.5.7.3.2"]);
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_certificate_of_another_federation_opens_nothing()
    {
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue("spiffe://other.example/adapter/silo-a");
        Assert.Null(verifier.Verify(certificate));
    }

    [Fact]
    public void A_certificate_that_could_sign_others_opens_nothing()
    {
        var verifier = _certificates.Verifier();
        using var certificate = _certificates.Issue(Adapter, isAuthority: true);
        Assert.Null(verifier.Verify(certificate));
    }

    public void Dispose() => _certificates.Dispose();
}
