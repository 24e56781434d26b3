using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Sealing;

/// <summary>Checks the certificate that a peer showed on a link. A good one opens the link only.</summary>
public static class PeerCertificate
{
    private const string AlternativeNamesOid = "2.5.29.17";

    /// <summary>The tag of a URI among the alternative names (RFC 5280 §4.2.1.6).</summary>
    private static readonly Asn1Tag UriTag = new(TagClass.ContextSpecific, 6);

    /// <summary>Reads the authorities of a federation from PEM text.</summary>
    /// <exception cref="ArgumentException">The text holds no certificate.</exception>
    public static X509Certificate2Collection ReadAuthorities(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0
            ? authorities
            : throw new ArgumentException("The text holds no certificate of an authority.", nameof(pem));
    }

    /// <summary>Checks chain, term, purpose and identity. Asks no network.</summary>
    /// <param name="certificate">What the peer showed; null where it showed nothing.</param>
    /// <param name="authorities">The only roots that are trusted.</param>
    /// <param name="federation">The federation that the peer must belong to.</param>
    /// <param name="at">The time of the check.</param>
    public static PeerCheck Check(
        X509Certificate2? certificate, X509Certificate2Collection authorities, string federation, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(authorities);
        if (certificate is null)
        {
            return PeerCheck.Refused(PeerFault.Missing);
        }

        if (ChainFault(certificate, authorities, at) is { } fault)
        {
            return PeerCheck.Refused(fault);
        }

        if (!IsForLinks(certificate))
        {
            return PeerCheck.Refused(PeerFault.WrongPurpose);
        }

        var uris = Uris(certificate);
        if (uris.Count != 1 || !PartyIdentity.TryParse(uris[0], out var identity))
        {
            return PeerCheck.Refused(PeerFault.NoIdentity);
        }

        return identity.Federation == federation
            ? PeerCheck.Trusted(identity)
            : PeerCheck.Refused(PeerFault.OtherFederation);
    }

    private static PeerFault? ChainFault(
        X509Certificate2 certificate, X509Certificate2Collection authorities, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        if (chain.Build(certificate))
        {
            return null;
        }

        return chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.NotTimeValid)
            ? PeerFault.OutOfTerm
            : PeerFault.Untrusted;
    }

    private static bool IsForLinks(X509Certificate2 certificate)
    {
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>().Select(purpose => purpose.Value))
            .ToList();
        return purposes.Contains(CertificateForge.ServerPurpose) && purposes.Contains(CertificateForge.ClientPurpose);
    }

    private static List<string> Uris(X509Certificate2 certificate)
    {
        var uris = new List<string>();
        foreach (var extension in certificate.Extensions.Where(other => other.Oid?.Value == AlternativeNamesOid))
        {
            try
            {
                var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
                while (names.HasData)
                {
                    if (names.PeekTag().HasSameClassAndValue(UriTag))
                    {
                        uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, UriTag));
                    }
                    else
                    {
                        names.ReadEncodedValue();
                    }
                }
            }
            catch (AsnContentException)
            {
                return [];
            }
        }

        return uris;
    }
}
