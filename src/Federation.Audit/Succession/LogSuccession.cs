using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// Says that a key signs no checkpoint of its log beyond a size, and which key goes on from there: another key of the
/// same log, or the key of the log's next shard. Signed by both, so that who trusts the old key comes to the new one.
/// </summary>
/// <remarks>A signed note of five lines: a header that no checkpoint can begin with, the old key, size and root where
/// it ends, the new key.</remarks>
public sealed record LogSuccession
{
    /// <summary>The public file of a log that holds all that led to its present key, the oldest first.</summary>
    public const string FileName = "succession";

    /// <summary>How many of the newest are put into a receipt. Who trusts a key from before them needs the log's file.
    /// </summary>
    public const int InReceiptMax = 4;

    private const string Header = "federation/log-succession/v1";
    private const int LinesCount = 8; // Five of text, an empty one, two signatures.
    private const int LengthBytesMax = 1 << 20;

    private LogSuccession(string oldKey, Checkpoint end, string newKey, string note) =>
        (OldKey, End, NewKey, Note) = (oldKey, end, newKey, note);

    /// <summary>The key whose time ends: <c>name+id+key</c>.</summary>
    public string OldKey { get; }

    /// <summary>The last checkpoint that the old key signs. Its last entry names the new key.</summary>
    public Checkpoint End { get; }

    /// <summary>The key that goes on: <c>name+id+key</c>.</summary>
    public string NewKey { get; }

    /// <summary>The statement as a signed note.</summary>
    public string Note { get; }

    /// <summary>Signs that one key follows another.</summary>
    /// <param name="old">The key whose time ends.</param>
    /// <param name="next">The key that goes on.</param>
    /// <param name="size">The size of the old key's log, its last entry included.</param>
    /// <param name="root">The root of that size.</param>
    /// <exception cref="ArgumentException">The new key's name cannot follow the old one's.</exception>
    public static LogSuccession Sign(NoteSigner old, NoteSigner next, long size, ReadOnlyMemory<byte> root)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        if (!LogOrigin.CanFollow(next.Name, old.Name) || next.VerifierKey == old.VerifierKey)
        {
            throw new ArgumentException("Only another key of the log, or its next shard, can follow.", nameof(next));
        }

        var end = new Checkpoint(old.Name, size, root);
        var note = SignBoth(old, next, TextOf(old.VerifierKey, end, next.VerifierKey));
        return new LogSuccession(old.VerifierKey, end, next.VerifierKey, note);
    }

    /// <summary>Writes several, the oldest first.</summary>
    public static string Format(IEnumerable<LogSuccession> successions) =>
        string.Concat(successions.Select(succession => succession.Note));

    /// <summary>Takes several apart; no signature is checked yet. False where the text is something else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<LogSuccession>? successions)
    {
        ArgumentNullException.ThrowIfNull(text);
        successions = null;
        var lines = text.Split('\n');
        if (text.Length > LengthBytesMax || lines.Length % LinesCount != 1 || lines[^1].Length > 0)
        {
            return false;
        }

        var found = new List<LogSuccession>();
        foreach (var part in lines[..^1].Chunk(LinesCount))
        {
            if (Read(part) is not { } succession)
            {
                return false;
            }

            found.Add(succession);
        }

        successions = found;
        return true;
    }

    /// <summary>Whether both keys signed it and the new one may follow.</summary>
    /// <param name="next">The new key.</param>
    public bool IsSigned([NotNullWhen(true)] out NoteVerifier? next)
    {
        var text = TextOf(OldKey, End, NewKey);
        return NoteVerifier.TryParse(NewKey, out next) && NoteVerifier.TryParse(OldKey, out var old)
            && LogOrigin.CanFollow(next.Name, old.Name) && End.Origin == old.Name
            && old.TryVerify(Note, out var byOld) && byOld == text
            && next.TryVerify(Note, out var byNew) && byNew == text;
    }

    /// <summary>A text that both keys sign, as one note.</summary>
    internal static string SignBoth(NoteSigner old, NoteSigner next, string text) =>
        old.Sign(text) + next.Sign(text)[(text.Length + 1)..];

    /// <summary>All that led to the present key of a log in a folder; none where it still has its first.</summary>
    /// <exception cref="AuditLogDamagedException">The file cannot be read.</exception>
    internal static IReadOnlyList<LogSuccession> ReadAll(ILogStorage storage) => ReadAll(storage.ReadFile(FileName));

    /// <summary>The same from public files.</summary>
    /// <exception cref="AuditLogDamagedException">The file cannot be read.</exception>
    internal static async Task<IReadOnlyList<LogSuccession>> ReadAllAsync(
        ILogFiles files, CancellationToken cancellationToken) =>
        ReadAll(await files.ReadAsync(FileName, LengthBytesMax, cancellationToken).ConfigureAwait(false));

    private static IReadOnlyList<LogSuccession> ReadAll(byte[]? content) => content is null
        ? []
        : TryParse(Encoding.UTF8.GetString(content), out var successions)
            ? successions
            : throw new AuditLogDamagedException($"The file {FileName} of the audit log cannot be read.");

    private static LogSuccession? Read(string[] lines) =>
        lines[0] == Header && LogText.TryReadNumber(lines[2], out var size)
        && LogText.TryReadHash(lines[3], out var root)
            ? new LogSuccession(
                lines[1], new Checkpoint(NameOf(lines[1]), size, root), lines[4], string.Join('\n', lines) + "\n")
            : null;

    private static string NameOf(string verifierKey) => verifierKey.Split('+', 2)[0];

    private static string TextOf(string oldKey, Checkpoint end, string newKey) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Header}\n{oldKey}\n{end.Size}\n{Convert.ToBase64String(end.Root.Span)}\n{newKey}\n");
}
