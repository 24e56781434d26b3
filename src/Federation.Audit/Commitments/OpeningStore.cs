using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Federation.Audit;

/// <summary>
/// The openings of commitments, a JSON line each in a file beside the log. Written before the entry that holds the
/// commitment and durable before anything leaves on it; erased when a subject must be forgotten.
/// </summary>
/// <remarks>Zeros reserve space behind the last line, so that a sync mostly writes that line and no more.</remarks>
public sealed class OpeningStore : IDisposable
{
    private const int ReserveBytes = 1 << 20;
    private const int YieldsMax = 3;
    private const int LinesLengthBytes = 1024; // The three of a request are mostly no longer.
    private static readonly JsonEncodedText AccessIdName = JsonEncodedText.Encode(nameof(Line.AccessId));
    private static readonly JsonEncodedText TagName = JsonEncodedText.Encode(nameof(Line.Tag));
    private static readonly JsonEncodedText DigestName = JsonEncodedText.Encode(nameof(Line.Digest));
    private static readonly JsonEncodedText SaltName = JsonEncodedText.Encode(nameof(Line.Salt));
    private static readonly JsonEncodedText ValueName = JsonEncodedText.Encode(nameof(Line.Value));

    private readonly string _path;
    private readonly WaitingWork _work = new();
    private readonly Lock _gate = new();
    private readonly Lock _syncGate = new(); // Taken before the gate: adding goes on while the disk is waited for.
    private SafeFileHandle _file;
    private long _end;
    private long _length;
    private bool _isDirty;
    private Task? _flushing;
    private Task? _nextFlush;
    private volatile bool _isClosed;
    private volatile bool _isFull;

    private OpeningStore(string path, SafeFileHandle file) => (_path, _file, _end) = (path, file, EndOf(file));

    /// <summary>Whether openings can still be added. Once false, it stays false.</summary>
    public bool IsWritable => !_isClosed;

    /// <summary>Whether it is closed by anything but a write that found its disk full: of such a disk nothing is known,
    /// and nothing is written to it any more.</summary>
    public bool HasFailed => _isClosed && !_isFull;

    /// <summary>Opens a file of openings or makes a new one. A line that a crash cut short is cut off.</summary>
    /// <exception cref="AuditLogUnavailableException">It is in use or cannot be written.</exception>
    public static OpeningStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var folder = Path.GetDirectoryName(full)!;
            Directory.CreateDirectory(folder);
            var store = new OpeningStore(full, OpenFile(full));
            if (RandomAccess.GetLength(store._file) > store._end)
            {
                RandomAccess.SetLength(store._file, store._end); // Cuts off a torn line and what was reserved.
            }

            store._length = store._end;

            DurableFolder.Sync(folder);
            return store;
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
    /// Adds the openings of the commitments in an access's entry, by one write. Durable after <see cref="FlushAsync"/>.
    /// </summary>
    /// <exception cref="AuditLogUnavailableException">They cannot be written; the store is closed.</exception>
    public void Add(string accessId, params ReadOnlySpan<CommitmentOpening> openings)
    {
        ArgumentNullException.ThrowIfNull(accessId);
        var lines = new ArrayBufferWriter<byte>(LinesLengthBytes);
        using var json = new Utf8JsonWriter(lines);
        foreach (var opening in openings)
        {
            WriteLine(json, accessId, opening);
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
        }

        Guard(() =>
        {
            DiskFullException.Watch(() => Write(lines.WrittenSpan));
            _isDirty = true;
        });
    }

    /// <summary>Makes all that was added durable. Those who ask while the disk is busy share one sync after it.
    /// </summary>
    /// <exception cref="AuditLogUnavailableException">It is not known to be durable; the store is closed.</exception>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return !_isDirty && !_isClosed && _flushing is null
                ? Task.CompletedTask
                : (_nextFlush ??= FlushAfterAsync(_flushing)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>The openings of an access; empty where there are none or they were erased.</summary>
    public IReadOnlyList<CommitmentOpening> Find(string accessId)
    {
        lock (_gate)
        {
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
        lock (_syncGate)
        {
            Guard(() => erasedCount = EraseWithin(picks));
        }

        return erasedCount;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_syncGate)
        {
            lock (_gate)
            {
                _isClosed = true;
                _file.Dispose();
            }
        }
    }

    /// <summary>A <see cref="Line"/>, written by hand: this is done for each access.</summary>
    private static void WriteLine(Utf8JsonWriter json, string accessId, CommitmentOpening opening)
    {
        json.WriteStartObject();
        json.WriteString(AccessIdName, accessId);
        json.WriteString(TagName, opening.Tag);
        json.WriteBase64String(DigestName, opening.Digest);
        json.WriteBase64String(SaltName, opening.Salt);
        json.WriteBase64String(ValueName, opening.Value);
        json.WriteEndObject();
    }

    private async Task FlushAfterAsync(Task? before)
    {
        await Task.Yield(); // The gate is held by whoever asked.
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // It told those who waited for it.
        }

        await _work.GoFirstAsync(YieldsMax).ConfigureAwait(false);
        Task own;
        lock (_gate)
        {
            own = _nextFlush!;
            (_flushing, _nextFlush) = (own, null); // What is added from here on waits for another sync.
        }

        try
        {
            Flush();
        }
        finally
        {
            lock (_gate)
            {
                _flushing = _flushing == own ? null : _flushing;
            }
        }
    }

    private void Flush()
    {
        lock (_syncGate)
        {
            SafeFileHandle? handle = null;
            Guard(() => (handle, _isDirty) = (_isDirty ? _file : null, false));
            if (handle is not null)
            {
                GuardOutside(() => DurableData.Sync(handle)); // Adding goes on meanwhile.
            }
        }
    }

    private int EraseWithin(Func<string, CommitmentOpening, bool> picks)
    {
        var erasedCount = 0;
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
        (_end, _length) = (EndOf(_file), RandomAccess.GetLength(_file));
        return erasedCount;
    }

    private void Write(ReadOnlySpan<byte> lines)
    {
        if (_end + lines.Length > _length)
        {
            var reserve = new byte[lines.Length + ReserveBytes];
            RandomAccess.Write(_file, reserve, _length);
            _length += reserve.Length;
        }

        RandomAccess.Write(_file, lines, _end);
        _end += lines.Length;
    }

    private static SafeFileHandle OpenFile(string path) => File.OpenHandle(
        path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    /// <summary>Behind the last whole line.</summary>
    private static long EndOf(SafeFileHandle file)
    {
        var buffer = new byte[64 << 10];
        for (var end = RandomAccess.GetLength(file); end > 0;)
        {
            var start = Math.Max(0, end - buffer.Length);
            var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)(end - start)), start);
            var newLine = buffer.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (newLine >= 0)
            {
                return start + newLine + 1;
            }

            end = start;
        }

        return 0;
    }

    private static IEnumerable<Line> ReadLines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } text and not ['\0', ..]) // Reserved from there on.
        {
            yield return JsonSerializer.Deserialize<Line>(text)!;
        }
    }

    private void Guard(Action write)
    {
        lock (_gate)
        {
            GuardOutside(write);
        }
    }

    /// <summary>Runs what writes. A failure closes the store for good: it is never tried again.</summary>
    private void GuardOutside(Action write)
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
            (_isFull, _isClosed) = (exception is DiskFullException, true);
            throw new AuditLogUnavailableException("The openings beside the log could not be written.", exception);
        }
    }

    private sealed record Line(string AccessId, string Tag, byte[] Digest, byte[] Salt, byte[] Value)
    {
        public CommitmentOpening ToOpening() => new(Tag, Digest, Salt, Value);
    }
}
