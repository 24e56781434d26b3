using System.Diagnostics.CodeAnalysis;

namespace Federation.Sealing;

/// <summary>A note taken apart, with nothing checked yet: a text, an empty line, signature lines.</summary>
internal sealed class SignedNote
{
    private const int LengthCharactersMax = 1_000_000;
    private const int SignaturesCountMax = 100;
    private const string LineStart = "— ";

    private SignedNote(string text, List<(string Name, byte[] Id, byte[] Signature)> signatures) =>
        (Text, Signatures) = (text, signatures);

    /// <summary>What was signed, with its last line feed.</summary>
    public string Text { get; }

    /// <summary>The signatures in their order.</summary>
    public IReadOnlyList<(string Name, byte[] Id, byte[] Signature)> Signatures { get; }

    /// <summary>Whether a text may be signed: lines of valid UTF-16 that each end, without other controls.</summary>
    public static bool IsText(string text) =>
        text.EndsWith('\n') && !text.Any(c => c is < ' ' and not '\n') && StrictText.TryEncode(text, out _);

    /// <summary>Takes a note apart. False where it is none.</summary>
    public static bool TryParse(string note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        if (note.Length > LengthCharactersMax || !IsText(note))
        {
            return false;
        }

        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal); // The last empty line: a text may have its own.
        if (split < 0)
        {
            return false;
        }

        var lines = note[(split + 2)..].Split('\n')[..^1];
        var signatures = new List<(string, byte[], byte[])>();
        foreach (var line in lines)
        {
            if (signatures.Count == SignaturesCountMax || !TryParseLine(line, out var signature))
            {
                return false;
            }

            signatures.Add(signature);
        }

        parsed = new SignedNote(note[..(split + 1)], signatures);
        return signatures.Count > 0;
    }

    private static bool TryParseLine(string line, out (string Name, byte[] Id, byte[] Signature) signature)
    {
        signature = default;
        if (!line.StartsWith(LineStart, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = line[LineStart.Length..].Split(' ');
        if (parts.Length != 2 || !NoteKey.IsName(parts[0]) || !StrictText.TryReadBase64(parts[1], out var bytes)
            || bytes.Length <= NoteKey.IdLengthBytes)
        {
            return false;
        }

        signature = (parts[0], bytes[..NoteKey.IdLengthBytes], bytes[NoteKey.IdLengthBytes..]);
        return true;
    }
}
