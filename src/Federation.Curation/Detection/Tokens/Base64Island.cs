using System.Text;

namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// Text hidden in Base64, also in the alphabet for addresses: decoded, and looked at like any other text.
/// </summary>
internal static class Base64Island
{
    private const int ProbeLength = 16;
    private const int ProbedLength = 12;
    private const int DecodedLengthMin = 8;

    /// <summary>What an island says, or null where it is none: garbage and binary data decode to no text.</summary>
    public static string? TryDecode(ReadOnlySpan<char> word)
    {
        var island = word.TrimEnd('=');
        if (island.Contains('='))
        {
            island = island[(island.LastIndexOf('=') + 1)..];
        }

        return island.Length >= ProbeLength - 2 && CanBeText(island[..ProbedLength]) ? Decode(island) : null;
    }

    /// <summary>A first look at a few bytes without any memory: most words are no text.</summary>
    private static bool CanBeText(ReadOnlySpan<char> island)
    {
        Span<byte> bytes = stackalloc byte[9];
        ReadOnlySpan<byte> rest = bytes[..DecodeTo(island, bytes)];
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var consumed);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                return true;
            }

            if (status != System.Buffers.OperationStatus.Done || IsControl(rune.Value))
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }

    private static string? Decode(ReadOnlySpan<char> island)
    {
        var bytes = new byte[(island.Length * 3 / 4) + 1];
        var count = DecodeTo(island, bytes);
        return count < DecodedLengthMin ? null : AsText(bytes.AsSpan(0, count));
    }

    private static int DecodeTo(ReadOnlySpan<char> island, Span<byte> bytes)
    {
        var (count, bits, buffered) = (0, 0, 0);
        foreach (var character in island)
        {
            buffered = ((buffered << 6) | ValueOf(character)) & 0xFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[count++] = (byte)(buffered >> bits);
            }
        }

        return count;
    }

    private static bool IsControl(int codePoint) =>
        codePoint == 0x7F || (codePoint < ' ' && codePoint is not ('\t' or '\n' or '\r'));

    private static string? AsText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == System.Buffers.OperationStatus.NeedMoreData && text.Length >= DecodedLengthMin)
            {
                break;
            }

            if (status != System.Buffers.OperationStatus.Done || IsControl(rune.Value))
            {
                return null;
            }

            text.Append(units[..rune.EncodeToUtf16(units)]);
            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    private static int ValueOf(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '+' or '-' => 62,
        _ => 63,
    };
}
