using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation.Sealing;

/// <summary>
/// The state that both sides of an RFC 9180 base-mode exchange derive: an AES-GCM key, a base nonce and the number of
/// the next message. Not safe for use by several threads at once.
/// </summary>
internal sealed class HpkeContext : IDisposable
{
    private const int NonceLengthBytes = 12;
    private const int TagLengthBytes = 16;
    private const byte BaseMode = 0x00;

    private readonly AesGcm _aead;
    private readonly byte[] _baseNonce;
    private ulong _sequence;

    private HpkeContext(AesGcm aead, byte[] baseNonce) => (_aead, _baseNonce) = (aead, baseNonce);

    /// <summary>The key schedule of RFC 9180 §5.1 in base mode: no pre-shared key.</summary>
    /// <param name="sharedSecret">What the key encapsulation gave, 32 bytes.</param>
    /// <param name="info">What both sides say the exchange is for.</param>
    /// <param name="keyLengthBytes">16 for AES-128-GCM, 32 for AES-256-GCM.</param>
    public static HpkeContext Derive(byte[] sharedSecret, ReadOnlySpan<byte> info, int keyLengthBytes)
    {
        var suite = Suite(keyLengthBytes);
        var pskIdHash = HpkeKem.LabeledExtract(suite, [], "psk_id_hash"u8, []);
        var infoHash = HpkeKem.LabeledExtract(suite, [], "info_hash"u8, info);
        byte[] context = [BaseMode, .. pskIdHash, .. infoHash];
        var secret = HpkeKem.LabeledExtract(suite, sharedSecret, "secret"u8, []);
        var key = HpkeKem.LabeledExpand(suite, secret, "key"u8, context, keyLengthBytes);
        var nonce = HpkeKem.LabeledExpand(suite, secret, "base_nonce"u8, context, NonceLengthBytes);
        var aead = new AesGcm(key, TagLengthBytes);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(secret);
        return new HpkeContext(aead, nonce);
    }

    /// <summary>Encrypts the next message; the result is 16 bytes longer.</summary>
    public byte[] Seal(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext)
    {
        var ciphertext = new byte[plaintext.Length + TagLengthBytes];
        var tag = ciphertext.AsSpan(plaintext.Length);
        _aead.Encrypt(NextNonce(), plaintext, ciphertext.AsSpan(0, plaintext.Length), tag, associatedData);
        _sequence = checked(_sequence + 1);
        return ciphertext;
    }

    /// <summary>Decrypts the next message. A message that fails does not count: the number stays.</summary>
    /// <exception cref="CryptographicException">Altered, out of order, or of another exchange.</exception>
    public byte[] Open(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext)
    {
        if (ciphertext.Length < TagLengthBytes)
        {
            throw new CryptographicException("The message is too short to have been sealed.");
        }

        var plaintext = new byte[ciphertext.Length - TagLengthBytes];
        var tag = ciphertext[^TagLengthBytes..];
        _aead.Decrypt(NextNonce(), ciphertext[..^TagLengthBytes], tag, plaintext, associatedData);
        _sequence = checked(_sequence + 1);
        return plaintext;
    }

    /// <inheritdoc/>
    public void Dispose() => _aead.Dispose();

    /// <summary>"HPKE" ‖ kem_id ‖ kdf_id ‖ aead_id; AES-128-GCM is 1, AES-256-GCM is 2.</summary>
    private static byte[] Suite(int keyLengthBytes) => keyLengthBytes switch
    {
        16 => [.. "HPKE"u8, 0x00, 0x10, 0x00, 0x01, 0x00, 0x01],
        32 => [.. "HPKE"u8, 0x00, 0x10, 0x00, 0x01, 0x00, 0x02],
        _ => throw new ArgumentOutOfRangeException(nameof(keyLengthBytes)),
    };

    /// <summary>The base nonce xor the number of the message, big-endian.</summary>
    private byte[] NextNonce()
    {
        var nonce = _baseNonce.AsSpan().ToArray();
        var tail = nonce.AsSpan(NonceLengthBytes - sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(tail, BinaryPrimitives.ReadUInt64BigEndian(tail) ^ _sequence);
        return nonce;
    }
}
