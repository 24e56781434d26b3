using System.Security.Cryptography;
using Federation.Adapter.Requests;
using Federation.Audit;

namespace Federation.Adapter.AnswerFiles;

/// <summary>
/// Keeps the bytes of every answer, durable before the RELEASE entry that names their digest: one after the other in
/// segments whose space is reserved, so that keeping one is a single sync, shared by all that are kept at the time. The
/// log decides what was released; these files only hold the bytes. A lost or altered answer is never replaced by new
/// noise.
/// </summary>
/// <remarks>
/// After a failed write or sync it is closed for good: what the disk holds is then unknown. A segment is only ever
/// written behind what is sound in it; where a crash left something else, the next one is begun.
/// </remarks>
public sealed class AnswerStore : IDisposable
{
    private const long SegmentLengthBytes = 16 << 20;

    private readonly ILogStorage _storage;
    private readonly WaitingWork _work = new();
    private readonly Dictionary<AnswerPart, (ILogSegment Segment, long Offset, int LengthBytes)> _places = [];
    private readonly List<ILogSegment> _segments = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _syncing = new(1, 1);
    private ILogSegment? _open;
    private long _end;
    private long _nextNumber;
    private long _writtenCount;
    private long _syncedCount;
    private volatile bool _isBroken;

    private AnswerStore(ILogStorage storage) => _storage = storage;

    /// <summary>Whether answers can still be kept. Once false, it stays false.</summary>
    public bool IsWritable => !_isBroken;

    /// <summary>Opens what is there; the first answer makes the first segment.</summary>
    /// <param name="storage">Where the segments are; closed with the store.</param>
    /// <exception cref="AuditLogUnavailableException">They cannot be read.</exception>
    public static AnswerStore Open(ILogStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var store = new AnswerStore(storage);
        try
        {
            foreach (var number in storage.ListSegments())
            {
                store.Find(number);
            }
        }
        catch (IOException exception)
        {
            store.Dispose();
            throw new AuditLogUnavailableException("The kept answers cannot be read.", exception);
        }

        return store;
    }

    /// <summary>Refuses where no answer could be kept, before anything is paid for one.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">A write or sync has failed.</exception>
    public void CheckWritable()
    {
        if (_isBroken)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>Writes one part of an answer and returns once it is durable.</summary>
    /// <param name="accessId">The access whose answer it is: a UUID in text form.</param>
    /// <param name="part">The number of the part, from 0. One that was written again is the newest.</param>
    /// <param name="bytes">What will leave; at least one byte.</param>
    /// <param name="cancellationToken">Stops before it is written, never after.</param>
    /// <exception cref="Hosting.Errors.RefusalException">The disk did not take it; nothing may leave.</exception>
    public async Task WriteAsync(
        string accessId, int part, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bytes.Length);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var count = Write(new AnswerPart(Guid.ParseExact(accessId, "D"), part), bytes.Span);
            await _work.GoFirstAsync();
            await SyncAsync(count);
        }
        catch (IOException)
        {
            throw Refusals.AuditUnavailable(); // What cannot be kept cannot be given twice, so it is not given once.
        }
        catch (UnauthorizedAccessException)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>Reads a part, or null where it is lost or is not what the log says was released.</summary>
    public byte[]? Read(string accessId, int part, ReadOnlyMemory<byte> digest)
    {
        (ILogSegment Segment, long Offset, int LengthBytes) place;
        lock (_gate)
        {
            if (!_places.TryGetValue(new AnswerPart(Guid.ParseExact(accessId, "D"), part), out place))
            {
                return null;
            }
        }

        var bytes = new byte[place.LengthBytes];
        return place.Segment.Read(place.Offset, bytes) == bytes.Length
            && SHA256.HashData(bytes).AsSpan().SequenceEqual(digest.Span) ? bytes : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _segments.ForEach(segment => segment.Dispose());
        _syncing.Dispose();
        _storage.Dispose();
    }

    /// <summary>Puts a part behind the last one; returns how many are written with it, not all durable yet.</summary>
    private long Write(AnswerPart answer, ReadOnlySpan<byte> bytes)
    {
        var record = new byte[AnswerRecord.HeaderLengthBytes + bytes.Length];
        new AnswerRecord(answer, bytes.Length).Write(record);
        bytes.CopyTo(record.AsSpan(AnswerRecord.HeaderLengthBytes));
        lock (_gate)
        {
            CheckWritable();
            var segment = SegmentFor(record.Length); // Where the disk is full nothing was written yet: it may mend.
            Guard(() => segment.Write(_end, record));
            _places[answer] = (segment, _end + AnswerRecord.HeaderLengthBytes, bytes.Length);
            _end += record.Length;
            return ++_writtenCount;
        }
    }

    /// <summary>Returns once so many are durable: by its own sync, or another's that began after the write.</summary>
    private async Task SyncAsync(long count)
    {
        await _syncing.WaitAsync(CancellationToken.None);
        try
        {
            if (_syncedCount < count)
            {
                CheckWritable();
                ILogSegment segment;
                long writtenCount;
                lock (_gate)
                {
                    (segment, writtenCount) = (_open!, _writtenCount);
                }

                Guard(segment.Sync);
                _syncedCount = writtenCount;
            }
        }
        finally
        {
            _syncing.Release();
        }
    }

    /// <summary>The segment that takes so many bytes. What is in the one before is durable before it is left.</summary>
    private ILogSegment SegmentFor(int lengthBytes)
    {
        if (_open is { } open && open.LengthBytes - _end >= lengthBytes)
        {
            return open;
        }

        if (_open is { } full)
        {
            Guard(full.Sync);
        }

        var segment = _storage.CreateSegment(_nextNumber, Math.Max(SegmentLengthBytes, lengthBytes));
        _segments.Add(segment);
        (_open, _end) = (segment, 0);
        _nextNumber++;
        return segment;
    }

    private void Find(long number)
    {
        var segment = _storage.OpenSegment(number);
        _segments.Add(segment);
        _nextNumber = number + 1;
        var header = new byte[AnswerRecord.HeaderLengthBytes];
        var end = 0L;
        while (segment.Read(end, header) == header.Length)
        {
            if (AnswerRecord.Read(header) is not { } record)
            {
                break;
            }

            _places[record.Answer] = (segment, end + header.Length, record.LengthBytes);
            end += header.Length + record.LengthBytes;
        }

        var isSound = header.All(value => value == 0) || end >= segment.LengthBytes;
        (_open, _end) = isSound ? (segment, end) : (null, 0);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            _isBroken = true;
            throw;
        }
    }
}
