using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Stores;

/// <summary>The secret that orders units and records, so that nobody can tell or choose who comes first.</summary>
/// <remarks>
/// HMAC-SHA-256 (RFC 2104) over length-prefixed fields (4 bytes, big endian, then UTF-8): a record's key is
/// HMAC(unit ‖ record id), a unit's key is HMAC("unit" ‖ unit). The two cannot meet: "unit" read as a length is 1.9 GB.
/// So are samples ordered. A statistic orders the records of a unit by <see cref="OrderHash"/>, whose seed comes of the
/// same secret.
/// </remarks>
internal sealed class SelectionKey
{
    /// <summary>The length of the key, in bytes.</summary>
    public const int LengthBytes = 32;

    private const int BlockBytes = 64;
    private readonly byte[] _key;

    /// <summary>Takes a copy of the key.</summary>
    public SelectionKey(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length != LengthBytes)
        {
            throw new ArgumentException($"A selection key has {LengthBytes} bytes.", nameof(key));
        }

        _key = [.. key];
    }

    /// <summary>The key's block for the inner hash, for an engine that has SHA-256 but no HMAC.</summary>
    public byte[] InnerPad => Pad(0x36);

    /// <summary>The key's block for the outer hash.</summary>
    public byte[] OuterPad => Pad(0x5c);

    /// <summary>The seed of <see cref="OrderHash"/>. "orde" read as a length is 1.8 GB, as "unit" is.</summary>
    public long OrderSeed => BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(_key, "order"u8));

    /// <summary>The key of a record within its unit, 32 bytes.</summary>
    public byte[] OfRecord(string unit, string record)
    {
        var unitBytes = Encoding.UTF8.GetByteCount(unit);
        var message = new byte[8 + unitBytes + Encoding.UTF8.GetByteCount(record)];
        BinaryPrimitives.WriteInt32BigEndian(message, unitBytes);
        Encoding.UTF8.GetBytes(unit, message.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4 + unitBytes), message.Length - unitBytes - 8);
        Encoding.UTF8.GetBytes(record, message.AsSpan(8 + unitBytes));
        return HMACSHA256.HashData(_key, message);
    }

    /// <summary>The key of a unit among all units, 32 bytes.</summary>
    public byte[] OfUnit(string unit) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("unit" + unit));

    /// <summary>The seal of a contribution index, 32 bytes. "inde" read as a length is 1.8 GB, as "unit" is.</summary>
    public byte[] OfIndex(ReadOnlySpan<byte> message) =>
        HMACSHA256.HashData((ReadOnlySpan<byte>)_key, (ReadOnlySpan<byte>)[.. "index"u8, .. message]);

    private byte[] Pad(byte fill)
    {
        var block = new byte[BlockBytes];
        _key.CopyTo(block, 0);
        for (var i = 0; i < block.Length; i++)
        {
            block[i] ^= fill;
        }

        return block;
    }
}
