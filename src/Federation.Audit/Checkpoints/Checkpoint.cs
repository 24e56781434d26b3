using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Federation.Audit;

/// <summary>What a log says about itself when it signs: the C2SP tlog-checkpoint text.</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The root of the tree over them, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>The text that is signed: origin, size and root, a line each.</summary>
    public string Format() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");

    /// <summary>The text of a note that has been verified.</summary>
    internal static string TextOf(string note) => note[..(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];

    /// <summary>
    /// Reads the text. Extension lines may follow and are left out; anything else that differs is refused.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        checkpoint = null;
        var lines = text.Split('\n');
        if (lines.Length >= 4 && lines[0].Length > 0 && LogText.TryReadNumber(lines[1], out var size)
            && LogText.TryReadHash(lines[2], out var root))
        {
            checkpoint = new Checkpoint(lines[0], size, root);
        }

        return checkpoint is not null;
    }
}
