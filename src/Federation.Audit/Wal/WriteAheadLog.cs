namespace Federation.Audit;

/// <summary>
/// The entries of a log on disk, one after the other over segments. One writer; reads may run beside it. A batch that
/// was appended is durable; after a failure nobody may append again.
/// </summary>
internal sealed class WriteAheadLog : IDisposable
{
    private const int StartLengthBytes = 1024;
    private const int BufferLengthBytes = 64 * 1024;
    private static readonly byte[] Zeros = new byte[256 * 1024];

    private readonly ILogStorage _storage;
    private readonly long _segmentLengthBytes;
    private readonly List<(long FirstIndex, ILogSegment Segment)> _segments = [];
    private readonly List<long> _offsets = []; // Where each entry's record starts in its segment.
    private readonly Lock _gate = new();
    private byte[] _buffer = new byte[BufferLengthBytes]; // For what is written; one thread at a time does.
    private long _end;
    private long _zeroedEnd;

    private WriteAheadLog(ILogStorage storage, long segmentLengthBytes) =>
        (_storage, _segmentLengthBytes) = (storage, segmentLengthBytes);

    /// <summary>How many entries there are.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _offsets.Count;
            }
        }
    }

    /// <summary>Opens what is there and gives the hash of each entry to the tree. A torn end is cut off.</summary>
    /// <param name="storage">Where the segments are.</param>
    /// <param name="segmentLengthBytes">The length of further segments.</param>
    /// <param name="coveredCount">How many entries checkpoints may cover: none of them may be cut.</param>
    /// <param name="tree">Takes the leaves; empty.</param>
    /// <exception cref="AuditLogDamagedException">One of the covered entries is damaged or missing.</exception>
    public static WriteAheadLog Open(
        ILogStorage storage, long segmentLengthBytes, long coveredCount, MerkleTree tree)
    {
        var log = new WriteAheadLog(storage, segmentLengthBytes);
        var firstIndexes = storage.ListSegments();
        for (var i = 0; i < firstIndexes.Count; i++)
        {
            if (firstIndexes[i] != log._offsets.Count)
            {
                throw Damaged(log._offsets.Count, "is missing");
            }

            log.Recover(firstIndexes[i], isLast: i == firstIndexes.Count - 1, coveredCount, tree);
        }

        if (log._offsets.Count < coveredCount)
        {
            throw Damaged(log._offsets.Count, "is missing");
        }

        return log;
    }

    /// <summary>
    /// Writes entries and makes them durable, all or none acknowledged; returns the index of the first.
    /// </summary>
    /// <exception cref="IOException">They may or may not be there; only opening anew can tell.</exception>
    public long Append(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var first = Count;
        var offsets = new List<long>(entries.Count);
        var written = 0;
        while (written < entries.Count)
        {
            EnsureSpace(first + written, WalRecord.HeaderLengthBytes + entries[written].Length);
            written += AppendToSegment(entries, written, first, offsets);
        }

        lock (_gate)
        {
            _offsets.AddRange(offsets);
        }

        return first;
    }

    /// <summary>The entry at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    /// <exception cref="AuditLogDamagedException">It was damaged while the log was open.</exception>
    public byte[] Read(long index)
    {
        ILogSegment segment;
        long offset;
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _offsets.Count);
            offset = _offsets[(int)index];
            segment = _segments.FindLast(candidate => candidate.FirstIndex <= index).Segment;
        }

        Span<byte> start = stackalloc byte[StartLengthBytes]; // Most records are no longer.
        var count = segment.Read(offset, start);
        var entryLength = count >= WalRecord.HeaderLengthBytes ? WalRecord.EntryLength(start) : 0;
        if (entryLength is 0 or > WalRecord.EntryLengthBytesMax)
        {
            throw Damaged(index, "is damaged");
        }

        var bytes = new byte[WalRecord.HeaderLengthBytes + (int)entryLength];
        if (bytes.Length <= count)
        {
            start[..bytes.Length].CopyTo(bytes);
        }
        else
        {
            _ = segment.Read(offset, bytes);
        }

        var record = WalRecord.Read(bytes);
        return record.IsSound && record.Index == index ? record.Entry.ToArray() : throw Damaged(index, "is damaged");
    }

    /// <summary>Entries from an index on, read together.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    /// <exception cref="AuditLogDamagedException">One was damaged while the log was open.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> ReadMany(long first, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(count);
        while (entries.Count < count)
        {
            ReadRun(first + entries.Count, count - entries.Count, entries);
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, segment) in _segments)
        {
            segment.Dispose();
        }
    }

    /// <summary>Reads those of some entries that are in the segment of the first; but for the last of the log, all at
    /// once.</summary>
    private void ReadRun(long first, int count, List<ReadOnlyMemory<byte>> entries)
    {
        ILogSegment segment;
        List<long> offsets;
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(first);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, _offsets.Count);
            var place = _segments.FindLastIndex(candidate => candidate.FirstIndex <= first);
            segment = _segments[place].Segment;
            var end = place + 1 < _segments.Count
                ? Math.Min(_segments[place + 1].FirstIndex, _offsets.Count) // The next may be begun by half a batch.
                : _offsets.Count;
            offsets = _offsets.GetRange((int)first, (int)Math.Min(count + 1, end - first)); // One more tells an end.
        }

        var bytes = new byte[offsets[^1] - offsets[0]];
        _ = segment.Read(offsets[0], bytes);
        for (var i = 0; i + 1 < offsets.Count; i++)
        {
            var record = bytes.AsMemory((int)(offsets[i] - offsets[0]), (int)(offsets[i + 1] - offsets[i]));
            entries.Add(WalRecord.TryRead(record, first + i) ?? throw Damaged(first + i, "is damaged"));
        }

        if (offsets.Count <= count)
        {
            entries.Add(Read(first + offsets.Count - 1));
        }
    }

    private static AuditLogDamagedException Damaged(long index, string what) => new(
        $"Entry {index} of the audit log {what}, so it is not opened. See: federation audit verify.", index);

    private void Recover(long firstIndex, bool isLast, long coveredCount, MerkleTree tree)
    {
        var segment = _storage.OpenSegment(firstIndex);
        _segments.Add((firstIndex, segment));
        var reader = new SegmentReader(segment);
        var batch = new LeafBatch();
        while (true)
        {
            _end = reader.Offset;
            var state = reader.TryRead(out var record);
            if (state == WalRecordState.Whole && record.Index == _offsets.Count)
            {
                batch.Add(record.Entry.Span);
                _offsets.Add(_end);
                if (batch.IsFull)
                {
                    tree.AppendAll(batch.Take());
                }

                continue;
            }

            if (state != WalRecordState.End && (!isLast || _offsets.Count < coveredCount))
            {
                throw Damaged(_offsets.Count, "is damaged");
            }

            break;
        }

        tree.AppendAll(batch.Take());
        if (isLast && _offsets.Count >= coveredCount)
        {
            CutTail(segment);
        }
    }

    /// <summary>
    /// Zeroes what a crash left after the last whole record, so that it can never be taken for a record.
    /// </summary>
    private void CutTail(ILogSegment segment)
    {
        var buffer = new byte[1024 * 1024];
        var isCut = false;
        for (var offset = _end; offset < segment.LengthBytes; offset += buffer.Length)
        {
            var bytes = buffer.AsSpan(0, segment.Read(offset, buffer));
            if (bytes.IndexOfAnyExcept((byte)0) >= 0)
            {
                bytes.Clear();
                segment.Write(offset, bytes);
                isCut = true;
            }
        }

        if (isCut)
        {
            segment.Sync();
        }
    }

    private void EnsureSpace(long index, int lengthBytes)
    {
        if (_segments.Count > 0 && _end + lengthBytes <= _segments[^1].Segment.LengthBytes)
        {
            return;
        }

        if (_segments.Count > 0 && _segments[^1].FirstIndex == index)
        {
            _segments[^1].Segment.Dispose(); // A crash left it without its length.
            _segments.RemoveAt(_segments.Count - 1);
        }

        var segment = _storage.CreateSegment(index, _segmentLengthBytes);
        lock (_gate)
        {
            _segments.Add((index, segment));
        }

        (_end, _zeroedEnd) = (0, 0);
    }

    /// <summary>Writes as many of the entries as fit, in one write and one sync; returns how many.</summary>
    private int AppendToSegment(
        IReadOnlyList<ReadOnlyMemory<byte>> entries, int start, long first, List<long> offsets)
    {
        var segment = _segments[^1].Segment;
        var space = segment.LengthBytes - _end;
        var (count, lengthBytes) = (0, 0);
        while (start + count < entries.Count
            && lengthBytes + WalRecord.HeaderLengthBytes + entries[start + count].Length <= space)
        {
            lengthBytes += WalRecord.HeaderLengthBytes + entries[start + count].Length;
            count++;
        }

        if (_buffer.Length < lengthBytes)
        {
            _buffer = new byte[Math.Max(2 * _buffer.Length, lengthBytes)];
        }

        var used = 0;
        for (var i = start; i < start + count; i++)
        {
            offsets.Add(_end + used);
            used += WalRecord.Write(_buffer.AsSpan(used), first + i, entries[i].Span);
        }

        segment.Write(_end, _buffer.AsSpan(0, lengthBytes));
        ZeroAhead(segment, _end + lengthBytes);
        segment.Sync();
        _end += lengthBytes;
        return count;
    }

    /// <summary>Writes the zeros that reserved space reads as, so that what is written there later has blocks that hold
    /// data: a first write into a reserved block makes the file system write where it is as well, in a second
    /// step.</summary>
    private void ZeroAhead(ILogSegment segment, long end)
    {
        if (end <= _zeroedEnd)
        {
            return;
        }

        var count = (int)Math.Min(Zeros.Length, segment.LengthBytes - end);
        segment.Write(end, Zeros.AsSpan(0, count));
        _zeroedEnd = end + count;
    }
}
