using System.Security.Cryptography.X509Certificates;
using Federation.Sealing;

namespace Federation.Hosting.Links;

/// <summary>Decides whether a certificate opens a link: of this federation, in its time, for its use.</summary>
/// <remarks>The system's trust store plays no part. Names are read from the one SPIFFE URI alone.</remarks>
/// <param name="authorities">The certificates of the federation's authorities.</param>
/// <param name="federation">The federation that every peer must belong to.</param>
/// <param name="time">The clock that certificates are held against.</param>
public sealed class PeerVerifier(X509Certificate2Collection authorities, string federation, TimeProvider time)
{
    /// <summary>The identity of a certificate that opens a link, or null where it does not.</summary>
    public PeerIdentity? Verify(X509Certificate2? certificate)
    {
        var check = PeerCertificate.Check(certificate, authorities, federation, time.GetUtcNow());
        return check.IsTrusted && !IsAuthority(certificate!)
            ? new PeerIdentity(
                check.Identity.Federation, RoleOf(check.Identity.Role), check.Identity.Id,
                certificate!.NotAfter.ToUniversalTime())
            : null;
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority);

    private static PeerRole RoleOf(PartyRole role) => role switch
    {
        PartyRole.Adapter => PeerRole.Adapter,
        PartyRole.Broker => PeerRole.Broker,
        PartyRole.Trainer => PeerRole.Trainer,
        PartyRole.Auditor => PeerRole.Auditor,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A role without a place on links."),
    };
}
