using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>A P-256 private key to which messages are encrypted with <see cref="Hpke"/>.</summary>
public sealed class HpkePrivateKey : IDisposable
{
    private readonly ECDiffieHellman _key;

    private HpkePrivateKey(ECDiffieHellman key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (parameters.Q.X is not { Length: HpkeKem.CoordinateLengthBytes })
        {
            throw new CryptographicException("The key is not on the curve P-256.");
        }

        _key = key;
        PublicKey = HpkeKem.Serialize(parameters.Q);
    }

    /// <summary>The public half as an uncompressed point, 65 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Makes a fresh key.</summary>
    public static HpkePrivateKey Generate() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Restores a key from PKCS#8 PEM text.</summary>
    /// <exception cref="ArgumentException">The text holds no private key.</exception>
    /// <exception cref="CryptographicException">The key is damaged or of another curve.</exception>
    public static HpkePrivateKey FromPem(string pem)
    {
        var key = ECDiffieHellman.Create();
        key.ImportFromPem(pem);
        return new HpkePrivateKey(key);
    }

    /// <summary>Restores a key from PKCS#8 bytes.</summary>
    /// <exception cref="CryptographicException">The key is damaged or of another curve.</exception>
    public static HpkePrivateKey FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new HpkePrivateKey(key);
    }

    /// <summary>The key as PKCS#8 PEM text, for the key file and nothing else.</summary>
    public string ExportPem() => _key.ExportPkcs8PrivateKeyPem();

    /// <summary>The key as PKCS#8 bytes, for the key file and nothing else.</summary>
    public byte[] ExportPkcs8() => _key.ExportPkcs8PrivateKey();

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>Restores a key from its raw scalar and public point: for test vectors.</summary>
    internal static HpkePrivateKey FromScalar(byte[] scalar, ReadOnlySpan<byte> publicKey)
    {
        var parameters = HpkeKem.Deserialize(publicKey);
        parameters.D = scalar;
        return new HpkePrivateKey(ECDiffieHellman.Create(parameters));
    }

    /// <summary>The raw shared secret with another public key: the x coordinate, 32 bytes.</summary>
    internal byte[] Agree(ECParameters other)
    {
        using var peer = ECDiffieHellman.Create(other);
        return _key.DeriveRawSecretAgreement(peer.PublicKey);
    }
}
