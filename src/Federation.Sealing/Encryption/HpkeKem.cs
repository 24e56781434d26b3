using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>DHKEM(P-256, HKDF-SHA256) of RFC 9180 §4.1, and the labeled HKDF of §4 that all above it uses.</summary>
internal static class HpkeKem
{
    /// <summary>The length of a coordinate of P-256 and of a shared secret.</summary>
    public const int CoordinateLengthBytes = 32;

    /// <summary>The length of an uncompressed point of P-256.</summary>
    public const int PublicKeyLengthBytes = 1 + (2 * CoordinateLengthBytes);

    private const int SharedSecretLengthBytes = 32;
    private const byte Uncompressed = 0x04;
    private static readonly byte[] Version = "HPKE-v1"u8.ToArray();
    private static readonly byte[] KemSuite = [.. "KEM"u8, 0x00, 0x10];

    /// <summary>The secret that the sender shares with the owner of a public key.</summary>
    public static byte[] Encapsulate(HpkePrivateKey ephemeral, ReadOnlySpan<byte> publicKey) =>
        SharedSecret(ephemeral.Agree(Deserialize(publicKey)), ephemeral.PublicKey, publicKey);

    /// <summary>The same secret on the other side.</summary>
    public static byte[] Decapsulate(HpkePrivateKey key, ReadOnlySpan<byte> encapsulatedKey) =>
        SharedSecret(key.Agree(Deserialize(encapsulatedKey)), encapsulatedKey, key.PublicKey);

    /// <summary>SerializePublicKey: an uncompressed point.</summary>
    public static byte[] Serialize(ECPoint point) => [Uncompressed, .. point.X!, .. point.Y!];

    /// <summary>DeserializePublicKey. That the point is on the curve is checked where the key is made of it.</summary>
    /// <exception cref="CryptographicException">Not 65 bytes of an uncompressed point.</exception>
    public static ECParameters Deserialize(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLengthBytes || publicKey[0] != Uncompressed)
        {
            throw new CryptographicException("Not an uncompressed point of P-256.");
        }

        return new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint
            {
                X = publicKey.Slice(1, CoordinateLengthBytes).ToArray(),
                Y = publicKey[(1 + CoordinateLengthBytes)..].ToArray(),
            },
        };
    }

    /// <summary>LabeledExtract of RFC 9180 §4.</summary>
    public static byte[] LabeledExtract(
        byte[] suite, byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> inputKey) =>
        HKDF.Extract(HashAlgorithmName.SHA256, [.. Version, .. suite, .. label, .. inputKey], salt);

    /// <summary>LabeledExpand of RFC 9180 §4.</summary>
    public static byte[] LabeledExpand(
        byte[] suite, byte[] prk, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int lengthBytes)
    {
        byte[] labeled = [(byte)(lengthBytes >> 8), (byte)lengthBytes, .. Version, .. suite, .. label, .. info];
        return HKDF.Expand(HashAlgorithmName.SHA256, prk, lengthBytes, labeled);
    }

    /// <summary>ExtractAndExpand of RFC 9180 §4.1; the context is <c>enc ‖ pkRm</c>.</summary>
    private static byte[] SharedSecret(
        byte[] agreed, ReadOnlySpan<byte> encapsulatedKey, ReadOnlySpan<byte> publicKey)
    {
        var prk = LabeledExtract(KemSuite, [], "eae_prk"u8, agreed);
        return LabeledExpand(
            KemSuite, prk, "shared_secret"u8, [.. encapsulatedKey, .. publicKey], SharedSecretLengthBytes);
    }
}
