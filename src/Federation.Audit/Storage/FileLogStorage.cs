using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Federation.Audit;

/// <summary>
/// A log in a folder: <c>wal/FIRST-INDEX.seg</c>, <c>checkpoint</c>, <c>tile/…</c> and <c>.state/…</c>. Opened for
/// writing it holds a lock that a second writer, in this process or another, does not get.
/// </summary>
public sealed class FileLogStorage : ILogStorage
{
    private const string SegmentEnd = ".seg";
    private const string TemporaryEnd = ".tmp";

    private readonly string _directory;
    private readonly FileStream? _lock;

    private FileLogStorage(string directory, FileStream? lockFile) => (_directory, _lock) = (directory, lockFile);

    private string WalDirectory => Path.Combine(_directory, "wal");

    /// <summary>Opens a folder for writing, makes it where it is missing, and locks it.</summary>
    /// <exception cref="AuditLogUnavailableException">Another writer holds it, or it cannot be made.</exception>
    public static FileLogStorage Open(string directory)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(Path.Combine(full, "wal"));
            Directory.CreateDirectory(Path.Combine(full, ".state"));
            DurableFolder.Sync(full);
            DurableFolder.Sync(Path.GetDirectoryName(full) ?? full); // Its own name must survive a power cut, too.
            var lockFile = new FileStream(
                Path.Combine(full, ".state", "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new FileLogStorage(full, lockFile);
        }
        catch (IOException exception)
        {
            throw new AuditLogUnavailableException(
                $"The audit log in {full} cannot be opened: another process holds it, or the disk fails.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new AuditLogUnavailableException($"The audit log in {full} may not be written.", exception);
        }
    }

    /// <summary>Opens a folder, such as a copy, for reading only. Takes no lock and writes nothing.</summary>
    public static FileLogStorage OpenForReading(string directory) => new(Path.GetFullPath(directory), null);

    /// <inheritdoc/>
    public IReadOnlyList<long> ListSegments()
    {
        if (!Directory.Exists(WalDirectory))
        {
            return [];
        }

        var firstIndexes = new List<long>();
        foreach (var path in Directory.EnumerateFiles(WalDirectory, "*" + SegmentEnd))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var firstIndex))
            {
                firstIndexes.Add(firstIndex);
            }
        }

        firstIndexes.Sort();
        return firstIndexes;
    }

    /// <inheritdoc/>
    public ILogSegment OpenSegment(long firstIndex)
    {
        var access = _lock is null ? FileAccess.Read : FileAccess.ReadWrite;
        return new FileLogSegment(
            File.OpenHandle(PathOf(firstIndex), FileMode.Open, access, FileShare.ReadWrite, FileOptions.None));
    }

    /// <inheritdoc/>
    public ILogSegment CreateSegment(long firstIndex, long lengthBytes)
    {
        var path = PathOf(firstIndex);
        File.Delete(path); // What a crash left behind before it held an entry.
        var handle = Reserve(path, lengthBytes);
        RandomAccess.SetLength(handle, lengthBytes);
        RandomAccess.FlushToDisk(handle);
        DurableFolder.Sync(WalDirectory);
        return new FileLogSegment(handle);
    }

    /// <inheritdoc/>
    public ILogSegment OpenPlace(string name, long lengthBytes)
    {
        var path = Path.Combine(_directory, name);
        var handle = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.None);
        if (RandomAccess.GetLength(handle) < lengthBytes)
        {
            RandomAccess.SetLength(handle, lengthBytes);
            RandomAccess.FlushToDisk(handle);
            DurableFolder.Sync(Path.GetDirectoryName(path)!);
        }

        return new FileLogSegment(handle);
    }

    /// <inheritdoc/>
    public byte[]? ReadFile(string name)
    {
        var path = Path.Combine(_directory, name);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <inheritdoc/>
    public void ReplaceFile(string name, ReadOnlySpan<byte> content) => ReplaceFiles([(name, content.ToArray())]);

    /// <inheritdoc/>
    public void ReplaceFiles(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var folders = files.Select(file => Path.GetDirectoryName(Path.Combine(_directory, file.Name))!)
            .Distinct().ToList();
        var changed = new HashSet<string>(folders, StringComparer.Ordinal);
        var written = new List<SafeFileHandle>();
        try
        {
            DiskFullException.Watch(() =>
            {
                folders.ForEach(folder => EnsureFolder(folder, changed));
                WriteTemporary(files, written);
            });
            written.ForEach(RandomAccess.FlushToDisk);
        }
        finally
        {
            written.ForEach(handle => handle.Dispose());
        }

        DiskFullException.Watch(() =>
        {
            foreach (var (name, _) in files) // Each is durable under its other name: now it gets its own.
            {
                var path = Path.Combine(_directory, name);
                File.Move(path + TemporaryEnd, path, overwrite: true);
            }
        });

        foreach (var folder in changed)
        {
            DurableFolder.Sync(folder);
        }
    }

    /// <inheritdoc/>
    public bool HasFile(string name) => File.Exists(Path.Combine(_directory, name));

    /// <inheritdoc/>
    public void DeleteSegment(long firstIndex)
    {
        File.Delete(PathOf(firstIndex));
        DurableFolder.Sync(WalDirectory);
    }

    /// <inheritdoc/>
    public bool DeleteFile(string name)
    {
        var path = Path.Combine(_directory, name);
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    /// <inheritdoc/>
    public void DeleteFolder(string name)
    {
        var path = Path.Combine(_directory, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    /// <summary>Makes a folder and those above it. Their names survive a power cut once what changed is synced: that
    /// happens once, with the names of the files.</summary>
    private static void EnsureFolder(string folder, HashSet<string> changed)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var above = Path.GetDirectoryName(folder)!;
        EnsureFolder(above, changed);
        Directory.CreateDirectory(folder);
        changed.Add(above);
    }

    /// <summary>Makes a file whose space is reserved.</summary>
    private static SafeFileHandle Reserve(string path, long lengthBytes)
    {
        const int noOtherCause = unchecked((int)0x80131620); // What has one has the system's number for it.
        try
        {
            return File.OpenHandle(
                path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.None, lengthBytes);
        }
        catch (IOException exception)
            when (DiskFullException.IsSaidBy(exception) || exception.HResult == noOtherCause)
        {
            throw DiskFullException.Of(exception);
        }
    }

    private void WriteTemporary(IReadOnlyList<(string Name, byte[] Content)> files, List<SafeFileHandle> written)
    {
        foreach (var (name, content) in files)
        {
            var handle = File.OpenHandle(
                Path.Combine(_directory, name) + TemporaryEnd, FileMode.Create, FileAccess.Write, FileShare.None);
            written.Add(handle);
            RandomAccess.Write(handle, content, 0);
            if (files.Count > 1)
            {
                DurableData.Begin(handle); // So that the first sync of them finds the others under way.
            }
        }
    }

    private string PathOf(long firstIndex) =>
        Path.Combine(WalDirectory, firstIndex.ToString("D20", CultureInfo.InvariantCulture) + SegmentEnd);
}
