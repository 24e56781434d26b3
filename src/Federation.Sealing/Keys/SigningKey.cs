using NSec.Cryptography;

namespace Federation.Sealing;

/// <summary>An Ed25519 private key (RFC 8032). Deterministic: the same data has the same 64-byte signature.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>The length of a seed.</summary>
    public const int SeedLengthBytes = 32;

    private readonly Key _key;

    private SigningKey(Key key)
    {
        _key = key;
        var publicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        VerifyKey = VerifyKey.TryImport(publicKey, out var verifyKey)
            ? verifyKey
            : throw new InvalidOperationException("An Ed25519 key pair has a valid public half.");
    }

    /// <summary>The public half.</summary>
    public VerifyKey VerifyKey { get; }

    /// <summary>The public half as raw 32 bytes.</summary>
    public byte[] PublicKey => VerifyKey.PublicKey;

    /// <summary>Lower-case hexadecimal SHA-256 of the public half.</summary>
    public string Fingerprint => VerifyKey.Fingerprint;

    /// <summary>Makes a fresh key from the operating system's randomness.</summary>
    public static SigningKey Create() => new(Key.Create(SignatureAlgorithm.Ed25519, Exportable));

    /// <summary>Restores a key from its 32-byte seed.</summary>
    public static SigningKey FromSeed(ReadOnlySpan<byte> seed) =>
        new(Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, Exportable));

    /// <summary>The seed, for the key file and nothing else.</summary>
    public byte[] ExportSeed() => _key.Export(KeyBlobFormat.RawPrivateKey);

    /// <summary>Signs data; 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => SignatureAlgorithm.Ed25519.Sign(_key, data);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static KeyCreationParameters Exportable =>
        new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport };
}
