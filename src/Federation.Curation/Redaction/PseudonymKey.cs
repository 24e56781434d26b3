using System.Security.Cryptography;
using System.Text;

namespace Federation.Curation.Redaction;

/// <summary>
/// The key of one release to one trainer, derived from a secret of the holder's: pseudonyms of two releases or of two
/// trainers cannot be joined.
/// </summary>
public sealed class PseudonymKey
{
    /// <summary>The least length of the holder's secret.</summary>
    public const int SecretLengthBytesMin = 32;

    /// <summary>What pseudonyms are written in: no digits, or one in some thousands would read as a phone's number to
    /// the last scan; and no vowels, or some would be words.</summary>
    internal const string Letters = "bcdfghjklmnpqrst";

    private const string Purpose = "federation pseudonym v1";
    private const int DigestLengthBytes = 8;

    private readonly byte[] _key;

    private PseudonymKey(byte[] key) => _key = key;

    /// <summary>Derives the key of a release.</summary>
    /// <param name="secret">The holder's secret, from a cryptographic source.</param>
    /// <param name="release">What tells this release from every other.</param>
    /// <param name="trainer">The trainer's fingerprint.</param>
    /// <exception cref="ArgumentException">The secret is too short.</exception>
    public static PseudonymKey Derive(ReadOnlySpan<byte> secret, string release, string trainer)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(trainer);
        if (secret.Length < SecretLengthBytesMin)
        {
            throw new ArgumentException($"A secret has at least {SecretLengthBytesMin} bytes.", nameof(secret));
        }

        // Lengths before the parts: no two pairs of names give one message.
        var message = $"{Purpose}\n{release.Length}\n{release}{trainer.Length}\n{trainer}";
        return new PseudonymKey(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(message)));
    }

    /// <summary>The pseudonym of a value of a type: 64 bits as 16 letters of <see cref="Letters"/>.</summary>
    internal string Of(string type, string canonicalValue) => string.Concat(
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{type}\n{canonicalValue}")).Take(DigestLengthBytes)
            .SelectMany(part => (char[])[Letters[part >> 4], Letters[part & 15]]));
}
