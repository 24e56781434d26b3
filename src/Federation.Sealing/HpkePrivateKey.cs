using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>A P-256 private key to which messages are encrypted with <see cref="Hpke"/>.</summary>
public sealed class HpkePrivateKey : IDisposable
{
    private readonly ECDiffieHellman _key;

    private HpkePrivateKey(ECDiffieHellman key)
    {
        _key = key;
        PublicKey = Hpke.Serialize(key.ExportParameters(includePrivateParameters: false).Q);
    }

    /// <summary>The public half as an uncompressed point, 65 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Makes a fresh key.</summary>
    public static HpkePrivateKey Generate() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Restores a key from PKCS#8 PEM text.</summary>
    /// <exception cref="ArgumentException">The text holds no private key.</exception>
    public static HpkePrivateKey FromPem(string pem)
    {
        var key = ECDiffieHellman.Create();
        key.ImportFromPem(pem);
        return new HpkePrivateKey(key);
    }

    /// <summary>The key as PKCS#8 PEM text, for the key file and nothing else.</summary>
    public string ExportPem() => _key.ExportPkcs8PrivateKeyPem();

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>The raw shared secret with another public key: the x coordinate, 32 bytes.</summary>
    internal byte[] Agree(ECParameters other)
    {
        using var peer = ECDiffieHellman.Create(other);
        return _key.DeriveRawSecretAgreement(peer.PublicKey);
    }
}
