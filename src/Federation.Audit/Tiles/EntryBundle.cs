using System.Buffers.Binary;

namespace Federation.Audit;

/// <summary>Up to 256 entries in one file (C2SP tlog-tiles): <c>u16 length ‖ entry</c>, big-endian, one after the
/// other.</summary>
internal static class EntryBundle
{
    /// <summary>The most bytes that a bundle can have.</summary>
    public const int LengthBytesMax = TilePath.Width * (sizeof(ushort) + ushort.MaxValue);

    /// <summary>The bytes of a bundle.</summary>
    /// <param name="entries">1 to 256 entries of at most 65,535 bytes.</param>
    public static byte[] Write(IReadOnlyList<byte[]> entries)
    {
        var bundle = new byte[entries.Sum(entry => sizeof(ushort) + entry.Length)];
        var used = 0;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(used), checked((ushort)entry.Length));
            entry.CopyTo(bundle.AsSpan(used + sizeof(ushort)));
            used += sizeof(ushort) + entry.Length;
        }

        return bundle;
    }

    /// <summary>Takes a bundle apart. Null where it does not hold exactly as many entries as it should.</summary>
    public static List<ReadOnlyMemory<byte>>? TryRead(ReadOnlyMemory<byte> bundle, int width)
    {
        var entries = new List<ReadOnlyMemory<byte>>(width);
        while (entries.Count < width && bundle.Length >= sizeof(ushort))
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < sizeof(ushort) + length)
            {
                return null;
            }

            entries.Add(bundle.Slice(sizeof(ushort), length));
            bundle = bundle[(sizeof(ushort) + length)..];
        }

        return entries.Count == width && bundle.IsEmpty ? entries : null;
    }
}
