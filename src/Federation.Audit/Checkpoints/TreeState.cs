using System.Buffers.Binary;
using System.Text;

namespace Federation.Audit;

/// <summary>Size and root that are about to be signed, in a file of two slots that are written in turns.</summary>
/// <remarks>
/// <para>A slot is <c>u32 length ‖ u32 crc32c ‖ u64 sequence ‖ the text of a checkpoint</c>, little-endian, in 512
/// bytes: one sector. The CRC is over sequence and text.</para>
/// <para>A crash can spoil only the slot that it interrupts; what stood there was never signed, and the other slot
/// holds what was signed last. Written in place, it costs one sync of data: no new file, no name.</para>
/// </remarks>
internal sealed class TreeState : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = ".state/treeState";

    /// <summary>The length of the file.</summary>
    public const int LengthBytes = 2 * SlotLengthBytes;

    private const int SlotLengthBytes = 512;
    private const int HeaderLengthBytes = 16;
    private const int CrcStart = 8;

    private readonly ILogSegment _file;
    private ulong _sequence;

    private TreeState(ILogSegment file, ulong sequence, string? newest) =>
        (_file, _sequence, Newest) = (file, sequence, newest);

    /// <summary>The text that was written last when the file was opened; null where there was none.</summary>
    public string? Newest { get; }

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="AuditLogDamagedException">It holds something, and no slot of it can be read.</exception>
    public static TreeState Open(ILogStorage storage)
    {
        var file = storage.OpenPlace(FileName, LengthBytes);
        var bytes = new byte[LengthBytes];
        _ = file.Read(0, bytes);
        var found = Read(bytes);
        if (found is null && bytes.AsSpan().IndexOfAnyExcept((byte)0) >= 0)
        {
            file.Dispose();
            throw new AuditLogDamagedException($"The file {FileName} of the audit log cannot be read.");
        }

        return new TreeState(file, found?.Sequence ?? 0, found?.Text);
    }

    /// <summary>The newest text in the bytes of the file, with its sequence; null where no slot is whole.</summary>
    public static (ulong Sequence, string Text)? Read(ReadOnlySpan<byte> bytes)
    {
        (ulong Sequence, string Text)? newest = null;
        for (var start = 0; start + SlotLengthBytes <= bytes.Length && start < LengthBytes; start += SlotLengthBytes)
        {
            if (ReadSlot(bytes.Slice(start, SlotLengthBytes)) is { } slot
                && (newest is null || slot.Sequence > newest.Value.Sequence))
            {
                newest = slot;
            }
        }

        return newest;
    }

    /// <summary>Makes a text the newest; durable on return.</summary>
    /// <exception cref="IOException">It is not known to be durable.</exception>
    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, SlotLengthBytes - HeaderLengthBytes);
        _sequence++;
        var slot = new byte[SlotLengthBytes];
        bytes.CopyTo(slot, HeaderLengthBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(CrcStart), _sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(
            slot.AsSpan(4), Crc32C.Of(slot.AsSpan(CrcStart, HeaderLengthBytes - CrcStart + bytes.Length)));
        _file.Write((long)(_sequence % 2) * SlotLengthBytes, slot);
        _file.Sync();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static (ulong Sequence, string Text)? ReadSlot(ReadOnlySpan<byte> slot)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(slot);
        if (length is 0 or > SlotLengthBytes - HeaderLengthBytes)
        {
            return null;
        }

        var covered = slot.Slice(CrcStart, HeaderLengthBytes - CrcStart + (int)length);
        return Crc32C.Of(covered) == BinaryPrimitives.ReadUInt32LittleEndian(slot[4..])
            ? (BinaryPrimitives.ReadUInt64LittleEndian(slot[CrcStart..]),
                Encoding.UTF8.GetString(slot.Slice(HeaderLengthBytes, (int)length)))
            : null;
    }
}
