using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Federation.Hosting.Links;

/// <summary>Decides whether a certificate opens a link: signed by the authority, in its time, for its use.</summary>
/// <remarks>The system's trust store plays no part. Names are read from the one SPIFFE URI alone.</remarks>
public sealed partial class PeerVerifier : IDisposable
{
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    private readonly X509Certificate2 _authority;
    private readonly TimeProvider _time;

    /// <summary>Creates a verifier.</summary>
    /// <param name="authority">The certificate of the authority, in DER.</param>
    /// <param name="time">The clock that certificates are held against.</param>
    public PeerVerifier(ReadOnlySpan<byte> authority, TimeProvider time)
    {
        _authority = X509CertificateLoader.LoadCertificate(authority);
        _time = time;
    }

    /// <summary>The identity of a certificate that opens a link to us, or null where it does not.</summary>
    public PeerIdentity? VerifyClient(X509Certificate2? certificate) => Verify(certificate, ClientUse);

    /// <summary>The identity of a certificate of a server that we call, or null where it must not be called.</summary>
    public PeerIdentity? VerifyServer(X509Certificate2? certificate) => Verify(certificate, ServerUse);

    /// <inheritdoc/>
    public void Dispose() => _authority.Dispose();

    private PeerIdentity? Verify(X509Certificate2? certificate, string use)
    {
        if (certificate is null || !IsSignedByTheAuthority(certificate, use))
        {
            return null;
        }

        var match = SpiffeId().Match(OnlyUriOf(certificate) ?? "");
        return match.Success && Enum.TryParse<PeerRole>(match.Groups[2].Value, ignoreCase: true, out var role)
            ? new PeerIdentity(
                match.Groups[1].Value, role, match.Groups[3].Value, certificate.NotAfter.ToUniversalTime())
            : null;
    }

    private bool IsSignedByTheAuthority(X509Certificate2 certificate, string use)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        return chain.Build(certificate)
            && !certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority);
    }

    /// <summary>The one URI among the alternative names; with none or several the certificate names nobody.</summary>
    private static string? OnlyUriOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SingleOrDefault();
        if (names is null)
        {
            return null;
        }

        var uris = new List<string>();
        var reader = new AsnReader(names.RawData, AsnEncodingRules.DER).ReadSequence();
        while (reader.HasData)
        {
            if (reader.PeekTag().HasSameClassAndValue(UriTag))
            {
                uris.Add(reader.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
            }
            else
            {
                reader.ReadEncodedValue();
            }
        }

        return uris.Count == 1 ? uris[0] : null;
    }

    [GeneratedRegex(@"\Aspiffe://([a-z0-9.-]{1,253})/(adapter|broker|trainer|auditor)/([a-z0-9][a-z0-9.-]{0,62})\z")]
    private static partial Regex SpiffeId();
}
