using System.Buffers.Binary;

namespace Federation.Audit;

/// <summary>A SHA-256 digest as a value: millions of them in a table cost their 32 bytes and nothing more.</summary>
internal readonly record struct Digest32(UInt128 High, UInt128 Low)
{
    /// <summary>Reads 32 bytes; the default for any other length.</summary>
    public static Digest32 Of(ReadOnlySpan<byte> digest) => digest.Length == 32
        ? new Digest32(
            BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]))
        : default;
}
