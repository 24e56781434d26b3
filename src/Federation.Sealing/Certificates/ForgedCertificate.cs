namespace Federation.Sealing;

/// <summary>A certificate and its private key, as PEM texts for their files.</summary>
/// <param name="CertificatePem">The certificate; public.</param>
/// <param name="PrivateKeyPem">The ECDSA P-256 key in PKCS#8; secret.</param>
public sealed record ForgedCertificate(string CertificatePem, string PrivateKeyPem);

/// <summary>From when until when a certificate is valid.</summary>
/// <param name="NotBefore">The first moment, to the second.</param>
/// <param name="NotAfter">When it ends, to the second.</param>
public sealed record CertificateTerm(DateTimeOffset NotBefore, DateTimeOffset NotAfter);
