using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>
/// Hybrid public key encryption, RFC 9180, base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Encrypts to
/// the owner of a public key; says nothing about who encrypted.
/// </summary>
public static class Hpke
{
    /// <summary>The length of a public key and of an encapsulated key.</summary>
    public const int PublicKeyLengthBytes = HpkeKem.PublicKeyLengthBytes;

    /// <summary>By how much a ciphertext is longer than its plaintext.</summary>
    public const int OverheadLengthBytes = 16;

    private const int KeyLengthBytes = 32;

    /// <summary>Whether the bytes are a point of P-256 to which can be encrypted.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        try
        {
            using var key = ECDiffieHellman.Create(HpkeKem.Deserialize(publicKey));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Encrypts one message to a public key, under a fresh encapsulated key.</summary>
    /// <returns>The encapsulated key, 65 bytes, and the ciphertext, 16 bytes longer than the plaintext.</returns>
    /// <exception cref="CryptographicException">The public key is no point of P-256.</exception>
    public static (byte[] EncapsulatedKey, byte[] Ciphertext) Seal(
        ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info, ReadOnlySpan<byte> associatedData,
        ReadOnlySpan<byte> plaintext)
    {
        using var sender = CreateSender(publicKey, info);
        return (sender.EncapsulatedKey, sender.Seal(associatedData, plaintext));
    }

    /// <summary>Decrypts one message that was sealed to a key.</summary>
    /// <exception cref="CryptographicException">It was not sealed to this key, or was altered.</exception>
    public static byte[] Open(
        HpkePrivateKey key, ReadOnlySpan<byte> encapsulatedKey, ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext)
    {
        using var receiver = CreateReceiver(key, encapsulatedKey, info);
        return receiver.Open(associatedData, ciphertext);
    }

    /// <summary>Starts a stream of messages to a public key.</summary>
    /// <param name="publicKey">The receiver's key, 65 bytes.</param>
    /// <param name="info">What the stream is for; the receiver must name the same.</param>
    /// <exception cref="CryptographicException">The public key is no point of P-256.</exception>
    public static HpkeSender CreateSender(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info)
    {
        using var ephemeral = HpkePrivateKey.Generate();
        return CreateSender(ephemeral, publicKey, info, KeyLengthBytes);
    }

    /// <summary>Opens a stream of messages that was sealed to a key.</summary>
    /// <exception cref="CryptographicException">The encapsulated key is no point of P-256.</exception>
    public static HpkeReceiver CreateReceiver(
        HpkePrivateKey key, ReadOnlySpan<byte> encapsulatedKey, ReadOnlySpan<byte> info)
    {
        ArgumentNullException.ThrowIfNull(key);
        return CreateReceiver(key, encapsulatedKey, info, KeyLengthBytes);
    }

    /// <summary>The same with a given ephemeral key and cipher: for test vectors.</summary>
    internal static HpkeSender CreateSender(
        HpkePrivateKey ephemeral, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> info, int keyLengthBytes) => new(
            ephemeral.PublicKey,
            HpkeContext.Derive(HpkeKem.Encapsulate(ephemeral, publicKey), info, keyLengthBytes));

    /// <summary>The same with a given cipher: for test vectors.</summary>
    internal static HpkeReceiver CreateReceiver(
        HpkePrivateKey key, ReadOnlySpan<byte> encapsulatedKey, ReadOnlySpan<byte> info, int keyLengthBytes) =>
        new(HpkeContext.Derive(HpkeKem.Decapsulate(key, encapsulatedKey), info, keyLengthBytes));
}
