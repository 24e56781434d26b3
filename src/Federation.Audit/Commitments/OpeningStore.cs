using System.Text.Json;

namespace Federation.Audit;

/// <summary>
/// The openings of commitments, a JSON line each in a file beside the log. Written before the entry that holds the
/// commitment and durable before anything leaves on it; erased when a subject must be forgotten.
/// </summary>
public sealed class OpeningStore : IDisposable
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private FileStream _file;
    private bool _isDirty;
    private volatile bool _isClosed;

    private OpeningStore(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Whether openings can still be added. Once false, it stays false.</summary>
    public bool IsWritable => !_isClosed;

    /// <summary>Opens a file of openings or makes a new one. A line that a crash cut short is cut off.</summary>
    /// <exception cref="AuditLogUnavailableException">It is in use or cannot be written.</exception>
    public static OpeningStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var folder = Path.GetDirectoryName(full)!;
            Directory.CreateDirectory(folder);
            var file = OpenFile(full);
            CutTornLine(file);
            DurableFolder.Sync(folder);
            return new OpeningStore(full, file);
        }
        catch (IOException exception)
        {
            throw new AuditLogUnavailableException($"The openings in {full} cannot be opened.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new AuditLogUnavailableException($"The openings in {full} may not be written.", exception);
        }
    }

    /// <summary>
    /// Adds the opening of a commitment in an access's entry. Durable after <see cref="FlushAsync"/>.
    /// </summary>
    /// <exception cref="AuditLogUnavailableException">It cannot be written; the store is closed.</exception>
    public void Add(string accessId, CommitmentOpening opening)
    {
        ArgumentNullException.ThrowIfNull(accessId);
        ArgumentNullException.ThrowIfNull(opening);
        var line = JsonSerializer.SerializeToUtf8Bytes(
            new Line(accessId, opening.Tag, opening.Digest, opening.Salt, opening.Value));
        Guard(() =>
        {
            _file.Write([.. line, (byte)'\n']);
            _isDirty = true;
        });
    }

    /// <summary>Makes all that was added durable.</summary>
    /// <exception cref="AuditLogUnavailableException">It is not known to be durable; the store is closed.</exception>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_isDirty && !_isClosed)
            {
                return Task.CompletedTask;
            }
        }

        return Task.Run(Flush, cancellationToken);
    }

    /// <summary>The openings of an access; empty where there are none or they were erased.</summary>
    public IReadOnlyList<CommitmentOpening> Find(string accessId)
    {
        lock (_gate)
        {
            _file.Flush();
            return [.. ReadLines(_path).Where(line => line.AccessId == accessId).Select(line => line.ToOpening())];
        }
    }

    /// <summary>Erases the openings that a rule picks: nobody can tell their values any more.</summary>
    /// <returns>How many were erased.</returns>
    /// <exception cref="AuditLogUnavailableException">The file could not be replaced; the store is closed.</exception>
    public int Erase(Func<string, CommitmentOpening, bool> picks)
    {
        ArgumentNullException.ThrowIfNull(picks);
        var erasedCount = 0;
        Guard(() =>
        {
            _file.Flush();
            var temporary = _path + ".tmp";
            using (var kept = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                foreach (var line in ReadLines(_path))
                {
                    if (picks(line.AccessId, line.ToOpening()))
                    {
                        erasedCount++;
                        continue;
                    }

                    kept.Write([.. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
                }

                kept.Flush(flushToDisk: true);
            }

            _file.Dispose();
            File.Move(temporary, _path, overwrite: true);
            DurableFolder.Sync(Path.GetDirectoryName(_path)!);
            _file = OpenFile(_path);
        });
        return erasedCount;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _file.Dispose();
        }
    }

    private void Flush() => Guard(() =>
    {
        if (_isDirty)
        {
            _file.Flush(flushToDisk: true);
            _isDirty = false;
        }
    });

    private static FileStream OpenFile(string path)
    {
        var file = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0); // A write fails at once.
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    private static void CutTornLine(FileStream file)
    {
        while (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() == '\n')
            {
                break;
            }

            file.SetLength(file.Length - 1);
        }

        file.Seek(0, SeekOrigin.End);
    }

    private static IEnumerable<Line> ReadLines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } text)
        {
            yield return JsonSerializer.Deserialize<Line>(text)!;
        }
    }

    private void Guard(Action write)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new AuditLogUnavailableException("The openings beside the audit log cannot be written.");
            }

            try
            {
                write();
            }
            catch (IOException exception)
            {
                _isClosed = true;
                throw new AuditLogUnavailableException("The openings beside the log could not be written.", exception);
            }
        }
    }

    private sealed record Line(string AccessId, string Tag, byte[] Digest, byte[] Salt, byte[] Value)
    {
        public CommitmentOpening ToOpening() => new(Tag, Digest, Salt, Value);
    }
}
