using System.Text;

namespace Federation.Audit;

/// <summary>
/// The newest checkpoint of a log that witnesses cosigned, with their lines: it waits in memory until the log is
/// published next, and never goes back to a smaller one.
/// </summary>
internal sealed class CosignedCheckpoints
{
    /// <summary>The public file that holds it: a signed note of the log with the lines of its witnesses.</summary>
    public const string FileName = "cosigned";

    private const string LineStart = "— ";

    private readonly Lock _gate = new();
    private (long Size, string Lines) _newest;
    private (long Size, string Lines) _published;

    private CosignedCheckpoints(Checkpoint? kept, string lines)
    {
        Kept = kept;
        _newest = _published = (kept?.Size ?? 0, lines);
    }

    /// <summary>What was published when the log was opened; null where nothing was.</summary>
    public Checkpoint? Kept { get; }

    /// <summary>What is not published yet; null where nothing waits.</summary>
    public (long Size, string Lines)? Waiting
    {
        get
        {
            lock (_gate)
            {
                return _newest == _published ? null : _newest;
            }
        }
    }

    /// <summary>Reads what was published before.</summary>
    /// <exception cref="AuditLogDamagedException">No key of the log signed it.</exception>
    public static CosignedCheckpoints Open(ILogStorage storage, LogKeys keys)
    {
        if (storage.ReadFile(FileName) is not { } bytes)
        {
            return new CosignedCheckpoints(kept: null, "");
        }

        var note = Encoding.UTF8.GetString(bytes);
        return keys.TryVerify(note, out var checkpoint)
            ? new CosignedCheckpoints(checkpoint, string.Concat(
                LinesOf(note).Where(line => NameOf(line) != checkpoint.Origin)))
            : throw new AuditLogDamagedException("The cosigned checkpoint was not signed by this log's key.");
    }

    /// <summary>Takes lines over a checkpoint. Of the same size they come beside those that are there.</summary>
    /// <param name="size">The size of the checkpoint.</param>
    /// <param name="lines">Lines of witnesses, each with its line feed.</param>
    public void Take(long size, string lines)
    {
        lock (_gate)
        {
            if (lines.Length > 0 && size >= _newest.Size)
            {
                _newest = (size, size == _newest.Size ? Joined(_newest.Lines, lines) : lines);
            }
        }
    }

    /// <summary>Says what was published, or could not stand in a note.</summary>
    public void Done(long size, string lines)
    {
        lock (_gate)
        {
            _published = (size, lines);
        }
    }

    private static string Joined(string old, string lines)
    {
        var names = LinesOf(lines).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return string.Concat(LinesOf(old).Where(line => !names.Contains(NameOf(line)))) + lines;
    }

    private static IEnumerable<string> LinesOf(string note) => note.Split('\n')
        .Where(line => line.StartsWith(LineStart, StringComparison.Ordinal)).Select(line => line + "\n");

    private static string NameOf(string line) => line[LineStart.Length..].Split(' ')[0];
}
