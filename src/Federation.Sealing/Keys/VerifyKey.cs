using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;
using PublicKey = NSec.Cryptography.PublicKey;

namespace Federation.Sealing;

/// <summary>An Ed25519 public key (RFC 8032). What a party may do is bound to its fingerprint.</summary>
public sealed class VerifyKey
{
    /// <summary>The length of a raw public key.</summary>
    public const int LengthBytes = 32;

    private readonly PublicKey _key;

    private VerifyKey(PublicKey key)
    {
        _key = key;
        PublicKey = key.Export(KeyBlobFormat.RawPublicKey);
        Fingerprint = FingerprintOf(PublicKey);
    }

    /// <summary>The raw key, 32 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Lower-case hexadecimal SHA-256 of the raw key.</summary>
    public string Fingerprint { get; }

    /// <summary>The fingerprint of a raw key: lower-case hexadecimal SHA-256.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> publicKey) =>
        Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Reads a raw key. False where the bytes are no Ed25519 public key.</summary>
    public static bool TryImport(ReadOnlySpan<byte> publicKey, [NotNullWhen(true)] out VerifyKey? key)
    {
        key = publicKey.Length == LengthBytes
            && NSec.Cryptography.PublicKey.TryImport(
                SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var imported)
            && imported is not null
            ? new VerifyKey(imported)
            : null;
        return key is not null;
    }

    /// <summary>Whether a 64-byte signature over data was made with this key's private half.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(_key, data, signature);
}
