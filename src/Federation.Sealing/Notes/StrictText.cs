using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Federation.Sealing;

/// <summary>Texts that have one form only: what is read here is written back byte for byte.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Encodes; false where the text has half a surrogate pair.</summary>
    public static bool TryEncode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        try
        {
            bytes = Utf8.GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = null;
            return false;
        }
    }

    /// <summary>Reads standard base64 with padding; false for any other form of the same bytes.</summary>
    public static bool TryReadBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[text.Length];
        bytes = Convert.TryFromBase64String(text, buffer, out var count)
            && Convert.ToBase64String(buffer, 0, count) == text
            ? buffer[..count]
            : null;
        return bytes is not null;
    }
}
