using System.Diagnostics.CodeAnalysis;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// The keys that speak for a log, from one that is trusted on: each up to where it handed over to the next. What an
/// earlier key signs beyond that counts for nothing.
/// </summary>
public sealed class LogKeys
{
    private readonly List<Reign> _reigns = [];

    private LogKeys(NoteVerifier first, IEnumerable<LogSuccession> successions)
    {
        var (key, from) = (first, 0L);
        foreach (var succession in successions.SkipWhile(one => one.OldKey != first.VerifierKey))
        {
            if (succession.OldKey != key.VerifierKey || !succession.IsSigned(out var next))
            {
                break; // Whatever follows, no trusted key says so.
            }

            _reigns.Add(new Reign(key, from, succession.End));
            (key, from) = (next, next.Name == key.Name ? succession.End.Size : 0);
        }

        _reigns.Add(new Reign(key, from, End: null));
    }

    /// <summary>The key that speaks now.</summary>
    public string NewestKey => _reigns[^1].Key.VerifierKey;

    /// <summary>How many keys there are.</summary>
    internal int Count => _reigns.Count;

    /// <summary>Begins with a trusted key and goes on as its log hands over.</summary>
    /// <param name="trustedKey">From a source other than the log: <c>name+id+key</c>.</param>
    /// <param name="succession">The text of the log's file <c>succession</c>; what is no such text leads nowhere.
    /// </param>
    /// <exception cref="FormatException">The key is none.</exception>
    public static LogKeys Of(string trustedKey, string succession) =>
        Of(NoteVerifier.Parse(trustedKey), LogSuccession.TryParse(succession, out var all) ? all : []);

    /// <summary>Begins with a trusted key and goes on as its log hands over.</summary>
    public static LogKeys Of(NoteVerifier trusted, IReadOnlyList<LogSuccession> successions) =>
        new(trusted, successions);

    /// <summary>A key that must be a log's newest, with those before it.</summary>
    /// <param name="signer">The key.</param>
    /// <param name="successions">What led to it, as the log's folder has it.</param>
    /// <exception cref="AuditLogUnavailableException">The log has another key by now, or is closed.</exception>
    /// <exception cref="AuditLogDamagedException">They are not signed.</exception>
    internal static LogKeys Own(NoteSigner signer, IReadOnlyList<LogSuccession> successions)
    {
        if (successions.Count == 0)
        {
            return Of(NoteVerifier.Parse(signer.VerifierKey), successions);
        }

        var newest = successions[^1];
        if (newest.OldKey == signer.VerifierKey)
        {
            var isClosed = !newest.NewKey.StartsWith($"{signer.Name}+", StringComparison.Ordinal);
            throw new AuditLogUnavailableException(isClosed
                ? $"The audit log {signer.Name} is closed. It goes on as {newest.NewKey}: finish with "
                    + "'federation audit shard'."
                : $"The key of the audit log {signer.Name} was changed to {newest.NewKey}: finish with "
                    + "'federation audit rotate-key'.");
        }

        var keys = NoteVerifier.TryParse(successions[0].OldKey, out var first) ? Of(first, successions) : null;
        return keys?.NewestKey == signer.VerifierKey && keys.Count == successions.Count + 1
            ? keys
            : throw new AuditLogDamagedException(
                $"The file {LogSuccession.FileName} of the audit log does not lead to its key.");
    }

    /// <summary>Whether a key of the log signed a checkpoint while it spoke for it.</summary>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="checkpoint">What was signed.</param>
    public bool TryVerify(string note, [NotNullWhen(true)] out Checkpoint? checkpoint) =>
        TryVerify(note, out checkpoint, out _);

    /// <summary>The same, and which key signed it.</summary>
    internal bool TryVerify(
        string note, [NotNullWhen(true)] out Checkpoint? checkpoint, [NotNullWhen(true)] out string? key)
    {
        ArgumentNullException.ThrowIfNull(note);
        foreach (var reign in _reigns)
        {
            if (reign.Key.TryVerify(note, out var text) && Checkpoint.TryParse(text, out var read) && reign.Has(read))
            {
                (checkpoint, key) = (read, reign.Key.VerifierKey);
                return true;
            }
        }

        (checkpoint, key) = (null, null);
        return false;
    }

    /// <summary>A key and its time.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="From">The size of the log from which on it signs.</param>
    /// <param name="End">The last that it signs; null while it speaks.</param>
    private sealed record Reign(NoteVerifier Key, long From, Checkpoint? End)
    {
        public bool Has(Checkpoint checkpoint) => checkpoint.Origin == Key.Name && checkpoint.Size >= From
            && (End is null || checkpoint.Size < End.Size
                || (checkpoint.Size == End.Size && checkpoint.Root.Span.SequenceEqual(End.Root.Span)));
    }
}
