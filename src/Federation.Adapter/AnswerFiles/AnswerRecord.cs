using System.Buffers.Binary;
using Federation.Audit;

namespace Federation.Adapter.AnswerFiles;

/// <summary>
/// What stands before a part of an answer in a segment: <c>u32 length ‖ u32 crc32c ‖ 16 bytes access id ‖ u32 part</c>,
/// little-endian, the id as RFC 9562 writes it; the CRC-32C is over length, id and part. Zeros are the end.
/// </summary>
/// <param name="Answer">Whose part it is.</param>
/// <param name="LengthBytes">How many bytes follow; their digest is in the log.</param>
internal readonly record struct AnswerRecord(AnswerPart Answer, int LengthBytes)
{
    /// <summary>The length of it.</summary>
    public const int HeaderLengthBytes = 28;

    private const int CrcOffset = 4;
    private const int IdOffset = 8;
    private const int PartOffset = 24;

    /// <summary>Writes it into the first bytes of a record.</summary>
    public void Write(Span<byte> header)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, LengthBytes);
        Answer.AccessId.TryWriteBytes(header[IdOffset..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(header[PartOffset..], Answer.Part);
        BinaryPrimitives.WriteUInt32LittleEndian(header[CrcOffset..], Crc(header));
    }

    /// <summary>Reads it; null at the end and where a crash left something else.</summary>
    public static AnswerRecord? Read(ReadOnlySpan<byte> header)
    {
        var lengthBytes = BinaryPrimitives.ReadInt32LittleEndian(header);
        return lengthBytes > 0 && BinaryPrimitives.ReadUInt32LittleEndian(header[CrcOffset..]) == Crc(header)
            ? new AnswerRecord(
                new AnswerPart(
                    new Guid(header[IdOffset..PartOffset], bigEndian: true),
                    BinaryPrimitives.ReadInt32LittleEndian(header[PartOffset..])),
                lengthBytes)
            : null;
    }

    private static uint Crc(ReadOnlySpan<byte> header)
    {
        Span<byte> covered = stackalloc byte[HeaderLengthBytes - CrcOffset];
        header[..CrcOffset].CopyTo(covered);
        header[IdOffset..HeaderLengthBytes].CopyTo(covered[CrcOffset..]);
        return Crc32C.Of(covered);
    }
}
