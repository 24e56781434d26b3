using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Sealing;

/// <summary>What a key is called in C2SP signed notes: a name, and the start of a hash with its bytes.</summary>
internal static class NoteKey
{
    /// <summary>The kind of an Ed25519 key that signs the text itself.</summary>
    public const byte Ed25519 = 0x01;

    /// <summary>The kind of an Ed25519 key that cosigns a checkpoint with a time.</summary>
    public const byte Cosignature = 0x04;

    /// <summary>The length of a key's id.</summary>
    public const int IdLengthBytes = 4;

    /// <summary>The first four bytes of <c>SHA-256(name ‖ 0x0A ‖ kind ‖ key)</c>.</summary>
    public static byte[] IdOf(string name, ReadOnlySpan<byte> publicKey, byte kind = Ed25519) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(name), 0x0A, kind, .. publicKey])[..IdLengthBytes];

    /// <summary>Whether a text can be the name of a key: not empty, no white space, no plus sign, no control.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>The key as text: <c>name+hex8+base64(kind ‖ key)</c>.</summary>
    public static string Format(string name, ReadOnlySpan<byte> publicKey, byte kind = Ed25519) =>
        $"{name}+{Convert.ToHexStringLower(IdOf(name, publicKey, kind))}+"
            + Convert.ToBase64String([kind, .. publicKey]);

    /// <summary>Reads a key of a kind from its text. False where it is none.</summary>
    public static bool TryParse(
        string text, byte kind, [NotNullWhen(true)] out string? name, [NotNullWhen(true)] out VerifyKey? key)
    {
        (name, key) = (null, null);
        var parts = text.Split('+', 3); // Base64 may have plus signs of its own.
        if (parts.Length == 3 && IsName(parts[0]) && StrictText.TryReadBase64(parts[2], out var bytes)
            && bytes.Length == 1 + VerifyKey.LengthBytes && bytes[0] == kind
            && VerifyKey.TryImport(bytes.AsSpan(1), out var imported)
            && parts[1] == Convert.ToHexStringLower(IdOf(parts[0], imported.PublicKey, kind)))
        {
            (name, key) = (parts[0], imported);
        }

        return name is not null && key is not null;
    }
}
