using System.Security.Cryptography;
using System.Text;

namespace Federation.Sealing;

/// <summary>What a key is called in C2SP signed notes: a name, and the start of a hash with its bytes.</summary>
internal static class NoteKey
{
    /// <summary>The kind of an Ed25519 key that signs the text itself.</summary>
    public const byte Ed25519 = 0x01;

    /// <summary>The length of a key's id.</summary>
    public const int IdLengthBytes = 4;

    /// <summary>The first four bytes of <c>SHA-256(name ‖ 0x0A ‖ kind ‖ key)</c>.</summary>
    public static byte[] IdOf(string name, ReadOnlySpan<byte> publicKey) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, Ed25519, .. publicKey])[..IdLengthBytes];

    /// <summary>Whether a text can be the name of a key: not empty, no white space, no plus sign, no control.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>The key as text: <c>name+hex8+base64(kind ‖ key)</c>.</summary>
    public static string Format(string name, ReadOnlySpan<byte> publicKey) =>
        $"{name}+{Convert.ToHexStringLower(IdOf(name, publicKey))}+{Convert.ToBase64String([Ed25519, .. publicKey])}";
}
