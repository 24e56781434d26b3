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
    public static byte[] Write(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var bundle = new byte[entries.Sum(entry => sizeof(ushort) + entry.Length)];
        var used = 0;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(used), checked((ushort)entry.Length));
            entry.Span.CopyTo(bundle.AsSpan(used + sizeof(ushort)));
            used += sizeof(ushort) + entry.Length;
        }

        return bundle;
    }

    /// <summary>Takes a bundle apart. Null where it does not hold exactly as many entries as it should.</summary>
    public static List<ReadOnlyMemory<byte>>? TryRead(ReadOnlyMemory<byte> bundle, int width)
    {
        var places = new EntryPlace[width];
        return TryFind(bundle.Span, places)
            ? [.. places.Select(place => bundle.Slice(place.Offset, place.LengthBytes))]
            : null;
    }

    /// <summary>Where a bundle's entries lie. False where it does not hold exactly as many as are wanted.</summary>
    public static bool TryFind(ReadOnlySpan<byte> bundle, Span<EntryPlace> entries)
    {
        var at = 0;
        foreach (ref var entry in entries)
        {
            if (bundle.Length - at < sizeof(ushort))
            {
                return false;
            }

            entry = new EntryPlace(at + sizeof(ushort), BinaryPrimitives.ReadUInt16BigEndian(bundle[at..]));
            at = entry.Offset + entry.LengthBytes;
            if (at > bundle.Length)
            {
                return false;
            }
        }

        return at == bundle.Length;
    }
}
