using System.Security.Cryptography;
using System.Text;

namespace Federation.Audit;

/// <summary>
/// Puts a field into a log without telling it: <c>SHA-256("fedgw/commit/v1\n" ‖ tag ‖ salt(32) ‖ value)</c>. The
/// opening is kept elsewhere and can be erased; every proof over the log stays valid.
/// </summary>
public static class Commitment
{
    /// <summary>The length of a salt.</summary>
    public const int SaltLengthBytes = 32;

    /// <summary>Commits to a value with a fresh salt.</summary>
    /// <param name="tag">Which field, such as <c>purpose</c>.</param>
    /// <param name="value">Its value.</param>
    public static CommitmentOpening Create(string tag, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var salt = FreshBytes.Take(SaltLengthBytes);
        return new CommitmentOpening(tag, Digest(tag, salt, value), salt, value.ToArray());
    }

    /// <summary>The commitment to a value under a salt, 32 bytes.</summary>
    public static byte[] Digest(string tag, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLengthBytes);
        return SHA256.HashData([.. "fedgw/commit/v1\n"u8, .. Encoding.UTF8.GetBytes(tag), .. salt, .. value]);
    }
}
