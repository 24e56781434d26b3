using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Federation.Audit;

/// <summary>
/// Keeps the newest signed checkpoint in a file outside the log's folder. A folder that was rolled back agrees with all
/// that lies inside it; with this it does not.
/// </summary>
internal sealed class CheckpointGuard
{
    private readonly string? _file;
    private long? _keptSize;

    private CheckpointGuard(string? file, Checkpoint? kept) => (_file, Kept, _keptSize) = (file, kept, kept?.Size);

    /// <summary>What was kept when the log was opened; null where nothing was.</summary>
    public Checkpoint? Kept { get; }

    /// <summary>Reads what is kept.</summary>
    /// <param name="file">The file; null keeps nothing.</param>
    /// <param name="keys">The log's keys.</param>
    /// <exception cref="AuditLogDamagedException">It is no checkpoint of this log.</exception>
    public static CheckpointGuard Open(string? file, LogKeys keys)
    {
        if (file is null || !File.Exists(file))
        {
            return new CheckpointGuard(file, kept: null);
        }

        return keys.TryVerify(File.ReadAllText(file), out var checkpoint)
            ? new CheckpointGuard(file, checkpoint)
            : throw new AuditLogDamagedException(
                $"The checkpoint kept in {file} is none of this log, or not signed by its key.");
    }

    /// <summary>A log that has entries was guarded before: then its guard may not be missing.</summary>
    /// <param name="entriesCount">How many entries the log holds.</param>
    /// <exception cref="AuditLogDamagedException">It is missing.</exception>
    public void RequireFor(long entriesCount)
    {
        if (_file is not null && Kept is null && entriesCount > 0)
        {
            throw new AuditLogDamagedException(
                $"The checkpoint of the audit log is not in {_file}. Bring it back from where it was kept. Only if "
                + "this log was never guarded before: put a copy of its own file 'checkpoint' there.");
        }
    }

    /// <summary>Says that a folder was rolled back where only the guard could know it.</summary>
    public AuditLogDamagedException RolledBack(long entriesCount) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The audit log ends before entry {entriesCount}, but the checkpoint kept in {_file} covers "
                + $"{Kept?.Size ?? 0} entries: the folder was cut or rolled back. Bring back the newer one."),
        entriesCount);

    /// <summary>Whether the checkpoint of a size is kept, as far as one has to be.</summary>
    public bool Holds(long size) => _file is null || _keptSize == size;

    /// <summary>Makes a checkpoint the newest; durable on return.</summary>
    /// <exception cref="IOException">It is not known to be durable.</exception>
    public void Keep(long size, string note)
    {
        Begin(_file, note);
        _keptSize = size;
    }

    /// <summary>Writes the checkpoint of a log that was not opened with its guard yet; durable on return.</summary>
    /// <param name="guardFile">The file; null keeps nothing.</param>
    /// <param name="note">The signed checkpoint.</param>
    /// <exception cref="IOException">It is not known to be durable.</exception>
    public static void Begin(string? guardFile, string note)
    {
        if (guardFile is null)
        {
            return;
        }

        var folder = Path.GetDirectoryName(guardFile)!;
        var temporary = guardFile + ".tmp";
        SafeFileHandle? file = null;
        try
        {
            DiskFullException.Watch(() =>
            {
                file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
                RandomAccess.Write(file, Encoding.UTF8.GetBytes(note), 0);
            });
            RandomAccess.FlushToDisk(file!);
        }
        finally
        {
            file?.Dispose();
        }

        DiskFullException.Watch(() => File.Move(temporary, guardFile, overwrite: true));
        DurableFolder.Sync(folder);
    }
}
