namespace Federation.Audit;

/// <summary>Reads the records of a segment in order, through a window.</summary>
internal sealed class SegmentReader(ILogSegment segment)
{
    private const int WindowLengthBytes = 1024 * 1024;

    private readonly byte[] _window = new byte[WindowLengthBytes];
    private long _windowOffset;
    private int _windowCount;

    /// <summary>Where the next record starts.</summary>
    public long Offset { get; private set; }

    /// <summary>
    /// Reads the next record and moves past it. At the end and at what cannot be a record it does not move. A record
    /// with a wrong CRC is damaged, and yet given and passed when its length is possible. What was read is a part of
    /// the window: it holds until the next call.
    /// </summary>
    public WalRecordState TryRead(out WalRecord record)
    {
        record = default;
        var header = Peek(WalRecord.HeaderLengthBytes).Span;
        if (header.Length < WalRecord.HeaderLengthBytes)
        {
            return header.IndexOfAnyExcept((byte)0) < 0 ? WalRecordState.End : WalRecordState.Damaged;
        }

        var entryLength = WalRecord.EntryLength(header);
        if (entryLength == 0)
        {
            return header.IndexOfAnyExcept((byte)0) < 0 ? WalRecordState.End : WalRecordState.Damaged;
        }

        if (entryLength > WalRecord.EntryLengthBytesMax)
        {
            return WalRecordState.Damaged;
        }

        var lengthBytes = WalRecord.HeaderLengthBytes + (int)entryLength;
        var bytes = Peek(lengthBytes);
        if (bytes.Length < lengthBytes)
        {
            return WalRecordState.Damaged;
        }

        record = WalRecord.Read(bytes);
        Offset += lengthBytes;
        return record.IsSound ? WalRecordState.Whole : WalRecordState.Damaged;
    }

    /// <summary>The bytes at the offset; fewer at the end of the segment.</summary>
    private ReadOnlyMemory<byte> Peek(int lengthBytes)
    {
        var start = Offset - _windowOffset;
        if (start < 0 || start + lengthBytes > _windowCount)
        {
            _windowOffset = Offset;
            _windowCount = segment.Read(Offset, _window);
            start = 0;
        }

        return _window.AsMemory((int)start, Math.Min(lengthBytes, _windowCount - (int)start));
    }
}
