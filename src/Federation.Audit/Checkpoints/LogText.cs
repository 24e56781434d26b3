using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Federation.Audit;

/// <summary>Numbers and hashes in the text formats of a log: each has one form only.</summary>
internal static class LogText
{
    /// <summary>Reads a decimal without sign or leading zero.</summary>
    public static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number.ToString(CultureInfo.InvariantCulture) == text;

    /// <summary>Reads 32 bytes of standard base64.</summary>
    public static bool TryReadHash(string text, [NotNullWhen(true)] out byte[]? hash)
    {
        var buffer = new byte[MerkleTree.HashLengthBytes];
        hash = text.Length == 44 && Convert.TryFromBase64String(text, buffer, out var count)
            && count == buffer.Length && Convert.ToBase64String(buffer) == text
            ? buffer
            : null;
        return hash is not null;
    }
}
