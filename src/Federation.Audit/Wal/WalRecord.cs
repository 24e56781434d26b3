using System.Buffers.Binary;

namespace Federation.Audit;

/// <summary>What stands at an offset of a segment.</summary>
internal enum WalRecordState
{
    /// <summary>A whole record.</summary>
    Whole,

    /// <summary>Zeros: the end.</summary>
    End,

    /// <summary>Something else.</summary>
    Damaged,
}

/// <summary>
/// An entry in the write-ahead log: <c>u32 length ‖ u32 crc32c ‖ u64 index ‖ entry</c>, little-endian; the CRC-32C
/// (Castagnoli) is over index and entry. A length of zero is the end of the segment.
/// </summary>
internal readonly record struct WalRecord(long Index, ReadOnlyMemory<byte> Entry, bool IsSound)
{
    /// <summary>The length of what stands before an entry.</summary>
    public const int HeaderLengthBytes = 16;

    /// <summary>The longest entry: C2SP entry tiles have 16 bits for it.</summary>
    public const int EntryLengthBytesMax = ushort.MaxValue;

    private const int CrcOffset = 4;
    private const int IndexOffset = 8;

    /// <summary>Writes a record; returns its length.</summary>
    public static int Write(Span<byte> destination, long index, ReadOnlySpan<byte> entry)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)entry.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[IndexOffset..], index);
        entry.CopyTo(destination[HeaderLengthBytes..]);
        var lengthBytes = HeaderLengthBytes + entry.Length;
        var crc = Crc32C.Of(destination[IndexOffset..lengthBytes]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CrcOffset..], crc);
        return lengthBytes;
    }

    /// <summary>The length that a header gives its entry; 0 at the end.</summary>
    public static uint EntryLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header);

    /// <summary>Reads a record whose bytes are all there; its CRC may be wrong. The entry is a part of these bytes.
    /// </summary>
    public static WalRecord Read(ReadOnlyMemory<byte> record) => new(
        BinaryPrimitives.ReadInt64LittleEndian(record.Span[IndexOffset..]),
        record[HeaderLengthBytes..],
        BinaryPrimitives.ReadUInt32LittleEndian(record.Span[CrcOffset..]) == Crc32C.Of(record.Span[IndexOffset..]));

    /// <summary>The entry of a record of a known place and length; null where it is damaged.</summary>
    public static ReadOnlyMemory<byte>? TryRead(ReadOnlyMemory<byte> record, long index)
    {
        if (EntryLength(record.Span) != record.Length - HeaderLengthBytes)
        {
            return null;
        }

        var read = Read(record);
        return read.IsSound && read.Index == index ? read.Entry : null;
    }
}
