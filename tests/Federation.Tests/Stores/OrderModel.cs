using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Tests.Stores;

/// <summary>The order of a unit's records, written from the words of decision 15: lookup3, a byte at a time.</summary>
public static class OrderModel
{
    /// <summary>The key of a record within its unit.</summary>
    public static long KeyOf(byte[] key, string unit, string record) =>
        Hash(record, Hash(unit, BinaryPrimitives.ReadInt64BigEndian(HMACSHA256.HashData(key, "order"u8.ToArray()))));

    private static long Hash(string text, long seed)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var start = unchecked(0x9e3779b9u + (uint)bytes.Length + 3923095);
        uint[] state = [start, start, start];
        if (seed != 0)
        {
            (state[0], state[1]) = (state[0] + (uint)((ulong)seed >> 32), state[1] + (uint)(ulong)seed);
            Mix(state);
        }

        var whole = bytes.Length / 12 * 12;
        for (var i = 0; i < bytes.Length; i++)
        {
            var place = i % 12;
            state[place / 4] += (uint)bytes[i] << (8 * (place % 4)) << (i >= whole && place >= 8 ? 8 : 0);
            if (place == 11)
            {
                Mix(state);
            }
        }

        foreach (var (to, from, turn) in new[] { (2, 1, 14), (0, 2, 11), (1, 0, 25), (2, 1, 16), (0, 2, 4), (1, 0, 14), (2, 1, 24) })
        {
            state[to] = (state[to] ^ state[from]) - BitOperations.RotateLeft(state[from], turn);
        }

        return (long)(((ulong)state[1] << 32) | state[2]);
    }

    private static void Mix(uint[] state)
    {
        foreach (var (to, from, turn) in new[] { (0, 2, 4), (1, 0, 6), (2, 1, 8), (0, 2, 16), (1, 0, 19), (2, 1, 4) })
        {
            state[to] = (state[to] - state[from]) ^ BitOperations.RotateLeft(state[from], turn);
            state[from] += state[3 - to - from];
        }
    }
}
