using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Text;

namespace Federation.Stores;

/// <summary>The keyed 64-bit hash that orders the records of one unit: what every engine can compute cheaply.</summary>
/// <remarks>
/// <para>It is the <c>hashtextextended</c> of PostgreSQL, bit for bit: Bob Jenkins's lookup3 over UTF-8 bytes, which
/// hash partitions on disk depend on. The hash of a record is that of its id under the hash of its unit, which is under
/// the lineage's seed: a chain needs no framing. Keys compare as signed numbers.</para>
/// <para>It is no pseudo-random function, and need not be: privacy asks only that the choice among a unit's records is
/// a function of these alone (docs/decisions/0015). Where outsiders see an order, it is HMAC.</para>
/// </remarks>
internal static class OrderHash
{
    /// <summary>From here on, a whole number has more than eight digits.</summary>
    public const ulong EightDigits = 100_000_000;

    /// <summary>What the length of a text is added to.</summary>
    public const uint Start = 0x9e3779b9 + 3923095;

    private const int DigitsMax = 20;
    private const int StackBytesMax = 256;
    private const int BlockBytes = 12;

    /// <summary>The hash of a text's bytes in UTF-8.</summary>
    public static long Of(ReadOnlySpan<byte> bytes, long seed)
    {
        var (a, b, c) = Begin(bytes.Length, seed);
        while (bytes.Length >= BlockBytes)
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            b += BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            c += BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
            Mix(ref a, ref b, ref c);
            bytes = bytes[BlockBytes..];
        }

        for (var i = 0; i < bytes.Length; i++) // The lowest byte of c is left to the length.
        {
            switch (i)
            {
                case < 4:
                    a += (uint)bytes[i] << (8 * i);
                    break;
                case < 8:
                    b += (uint)bytes[i] << (8 * (i - 4));
                    break;
                default:
                    c += (uint)bytes[i] << (8 * (i - 7));
                    break;
            }
        }

        return End(a, b, c);
    }

    /// <summary>The hash of a text.</summary>
    public static long Of(string text, long seed)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = length <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[length];
        return Of(bytes[..Encoding.UTF8.GetBytes(text, bytes)], seed);
    }

    /// <summary>The hash of a whole number's decimal digits.</summary>
    public static long Of(long whole, long seed)
    {
        if ((ulong)whole >= EightDigits)
        {
            Span<byte> digits = stackalloc byte[DigitsMax];
            _ = Utf8Formatter.TryFormat(whole, digits, out var written);
            return Of(digits[..written], seed);
        }

        var (text, length) = TextOf((ulong)whole);
        var (a, b, c) = Begin(length, seed);
        return End(a + (uint)text, b + (uint)(text >> 32), c);
    }

    /// <summary>The digits of a number of at most eight as text, the first in the lowest byte.</summary>
    public static (ulong Text, int Length) TextOf(ulong whole)
    {
        var all = DigitsOf(whole);
        var zeros = BitOperations.TrailingZeroCount(all | (1UL << 56)) / 8; // Zero keeps its last digit.
        return ((all | 0x3030303030303030) >> (8 * zeros), sizeof(ulong) - zeros);
    }

    /// <summary>Eight digits, a byte each, the most significant in the lowest byte: halves, quarters, then single ones,
    /// all at once.</summary>
    private static ulong DigitsOf(ulong whole)
    {
        var halves = (whole / 10_000) | ((whole % 10_000) << 32);
        var hundreds = ((halves * 10_486) >> 20) & 0x0000_007f_0000_007f;
        var quarters = hundreds | ((halves - (100 * hundreds)) << 16);
        var tens = ((quarters * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((quarters - (10 * tens)) << 8);
    }

    private static (uint A, uint B, uint C) Begin(int length, long seed)
    {
        var (a, b, c) = (Start + (uint)length, Start + (uint)length, Start + (uint)length);
        if (seed != 0)
        {
            a += (uint)((ulong)seed >> 32);
            b += (uint)seed;
            Mix(ref a, ref b, ref c);
        }

        return (a, b, c);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        a = (a - c) ^ BitOperations.RotateLeft(c, 4);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 6);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 8);
        b += a;
        a = (a - c) ^ BitOperations.RotateLeft(c, 16);
        c += b;
        b = (b - a) ^ BitOperations.RotateLeft(a, 19);
        a += c;
        c = (c - b) ^ BitOperations.RotateLeft(b, 4);
        b += a;
    }

    private static long End(uint a, uint b, uint c)
    {
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        c = (c ^ b) - BitOperations.RotateLeft(b, 24);
        return (long)(((ulong)b << 32) | c);
    }
}
