using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>
/// Hybrid public key encryption, RFC 9180, base mode, single-shot: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
/// Every message has a fresh encapsulated key, so the nonce of sequence number 0 is used once.
/// </summary>
public static class Hpke
{
    /// <summary>The length of a public key and of an encapsulated key.</summary>
    public const int PublicKeyLengthBytes = 65;

    private const int HashLengthBytes = 32;
    private const int KeyLengthBytes = 32;
    private const int NonceLengthBytes = 12;
    private const int TagLengthBytes = 16;
    private static readonly byte[] Version = "HPKE-v1"u8.ToArray();
    private static readonly byte[] KemSuite = [.. "KEM"u8, 0x00, 0x10];
    private static readonly byte[] Suite = [.. "HPKE"u8, 0x00, 0x10, 0x00, 0x01, 0x00, 0x02];

    /// <summary>Whether the bytes are a point of P-256 to which can be encrypted.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeyLengthBytes || publicKey[0] != 0x04)
        {
            return false;
        }

        try
        {
            using var key = ECDiffieHellman.Create(Deserialize(publicKey));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Encrypts to a public key.</summary>
    /// <returns>The encapsulated key, 65 bytes, and the ciphertext, 16 bytes longer than the plaintext.</returns>
    public static (byte[] EncapsulatedKey, byte[] Ciphertext) Seal(
        ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext)
    {
        using var ephemeral = HpkePrivateKey.Generate();
        return Seal(ephemeral, publicKey, info, associatedData, plaintext);
    }

    /// <summary>Decrypts what was sealed to a key.</summary>
    /// <exception cref="CryptographicException">It was not sealed to this key, or was altered.</exception>
    public static byte[] Open(
        HpkePrivateKey key, ReadOnlySpan<byte> encapsulatedKey, ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (encapsulatedKey.Length != PublicKeyLengthBytes || ciphertext.Length < TagLengthBytes)
        {
            throw new CryptographicException("The message is too short to have been sealed.");
        }

        var secret = key.Agree(Deserialize(encapsulatedKey));
        var (aeadKey, nonce) = Schedule(SharedSecret(secret, encapsulatedKey, key.PublicKey), info);
        var plaintext = new byte[ciphertext.Length - TagLengthBytes];
        using var aead = new AesGcm(aeadKey, TagLengthBytes);
        aead.Decrypt(nonce, ciphertext[..^TagLengthBytes], ciphertext[^TagLengthBytes..], plaintext, associatedData);
        return plaintext;
    }

    /// <summary>The same with a given ephemeral key: for test vectors.</summary>
    internal static (byte[] EncapsulatedKey, byte[] Ciphertext) Seal(
        HpkePrivateKey ephemeral, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext)
    {
        var secret = ephemeral.Agree(Deserialize(publicKey));
        var (aeadKey, nonce) = Schedule(SharedSecret(secret, ephemeral.PublicKey, publicKey), info);
        var ciphertext = new byte[plaintext.Length + TagLengthBytes];
        using var aead = new AesGcm(aeadKey, TagLengthBytes);
        aead.Encrypt(
            nonce, plaintext, ciphertext.AsSpan(0, plaintext.Length), ciphertext.AsSpan(plaintext.Length), associatedData);
        return (ephemeral.PublicKey, ciphertext);
    }

    internal static byte[] Serialize(ECPoint point) => [0x04, .. point.X!, .. point.Y!];

    /// <summary>ExtractAndExpand of RFC 9180 §4.1; the context is <c>enc ‖ pkRm</c>.</summary>
    internal static byte[] SharedSecret(
        byte[] secret, ReadOnlySpan<byte> encapsulatedKey, ReadOnlySpan<byte> publicKey)
    {
        var prk = LabeledExtract(KemSuite, [], "eae_prk"u8, secret);
        return LabeledExpand(KemSuite, prk, "shared_secret"u8, [.. encapsulatedKey, .. publicKey], HashLengthBytes);
    }

    /// <summary>The key schedule of RFC 9180 §5.1 in base mode: no pre-shared key.</summary>
    private static (byte[] Key, byte[] Nonce) Schedule(byte[] sharedSecret, ReadOnlySpan<byte> info)
    {
        var pskIdHash = LabeledExtract(Suite, [], "psk_id_hash"u8, []);
        var infoHash = LabeledExtract(Suite, [], "info_hash"u8, info);
        byte[] context = [0x00, .. pskIdHash, .. infoHash];
        var secret = LabeledExtract(Suite, sharedSecret, "secret"u8, []);
        return (
            LabeledExpand(Suite, secret, "key"u8, context, KeyLengthBytes),
            LabeledExpand(Suite, secret, "base_nonce"u8, context, NonceLengthBytes));
    }

    private static ECParameters Deserialize(ReadOnlySpan<byte> publicKey) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = publicKey[1..33].ToArray(), Y = publicKey[33..65].ToArray() },
    };

    private static byte[] LabeledExtract(
        byte[] suite, byte[] salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> inputKey) =>
        HKDF.Extract(HashAlgorithmName.SHA256, [.. Version, .. suite, .. label, .. inputKey], salt);

    private static byte[] LabeledExpand(
        byte[] suite, byte[] prk, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int lengthBytes)
    {
        byte[] labeled = [(byte)(lengthBytes >> 8), (byte)lengthBytes, .. Version, .. suite, .. label, .. info];
        return HKDF.Expand(HashAlgorithmName.SHA256, prk, lengthBytes, labeled);
    }
}
