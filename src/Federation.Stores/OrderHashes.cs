using System.Runtime.Intrinsics;

namespace Federation.Stores;

/// <summary><see cref="OrderHash"/> of many whole numbers at once, each under its own seed, eight side by side.
/// </summary>
internal static class OrderHashes
{
    private const int BatchCount = 256;

    /// <summary>Hashes the decimal digits of whole numbers.</summary>
    /// <param name="wholes">The numbers; the hashes take their places.</param>
    /// <param name="seeds">A seed for each.</param>
    public static void Replace(Span<long> wholes, ReadOnlySpan<long> seeds)
    {
        Span<uint> low = stackalloc uint[BatchCount], high = stackalloc uint[BatchCount];
        Span<uint> start = stackalloc uint[BatchCount];
        Span<uint> seedLow = stackalloc uint[BatchCount], seedHigh = stackalloc uint[BatchCount];
        while (wholes.Length >= BatchCount)
        {
            if (Spread(wholes[..BatchCount], seeds, low, high, start, seedLow, seedHigh))
            {
                Hash(low, high, start, seedLow, seedHigh);
                for (var i = 0; i < BatchCount; i++)
                {
                    wholes[i] = (long)(((ulong)high[i] << 32) | low[i]);
                }
            }
            else
            {
                One(wholes[..BatchCount], seeds);
            }

            wholes = wholes[BatchCount..];
            seeds = seeds[BatchCount..];
        }

        One(wholes, seeds);
    }

    private static void One(Span<long> wholes, ReadOnlySpan<long> seeds)
    {
        for (var i = 0; i < wholes.Length; i++)
        {
            wholes[i] = OrderHash.Of(wholes[i], seeds[i]);
        }
    }

    /// <summary>Takes numbers and seeds apart; false where one does not fit this way.</summary>
    private static bool Spread(
        ReadOnlySpan<long> wholes, ReadOnlySpan<long> seeds, Span<uint> low, Span<uint> high, Span<uint> start,
        Span<uint> seedLow, Span<uint> seedHigh)
    {
        var fits = true;
        for (var i = 0; i < wholes.Length; i++)
        {
            var (whole, seed) = ((ulong)wholes[i], (ulong)seeds[i]);
            fits &= whole < OrderHash.EightDigits & seed != 0;
            var (text, length) = OrderHash.TextOf(whole);
            (low[i], high[i], start[i]) = ((uint)text, (uint)(text >> 32), OrderHash.Start + (uint)length);
            (seedLow[i], seedHigh[i]) = ((uint)seed, (uint)(seed >> 32));
        }

        return fits;
    }

    /// <summary>What <see cref="OrderHash"/> does with one, in lanes; the halves of the hashes take the places of
    /// those of the texts.</summary>
    private static void Hash(
        Span<uint> low, Span<uint> high, ReadOnlySpan<uint> start, ReadOnlySpan<uint> seedLow,
        ReadOnlySpan<uint> seedHigh)
    {
        for (var i = 0; i < BatchCount; i += Vector256<uint>.Count)
        {
            var c = Vector256.Create(start[i..]);
            var (a, b) = (c + Vector256.Create(seedHigh[i..]), c + Vector256.Create(seedLow[i..]));
            a = (a - c) ^ Rotate(c, 4);
            c += b;
            b = (b - a) ^ Rotate(a, 6);
            a += c;
            c = (c - b) ^ Rotate(b, 8);
            b += a;
            a = (a - c) ^ Rotate(c, 16);
            c += b;
            b = (b - a) ^ Rotate(a, 19);
            a += c;
            c = (c - b) ^ Rotate(b, 4);
            b += a;
            a += Vector256.Create<uint>(low[i..]);
            b += Vector256.Create<uint>(high[i..]);
            c = (c ^ b) - Rotate(b, 14);
            a = (a ^ c) - Rotate(c, 11);
            b = (b ^ a) - Rotate(a, 25);
            c = (c ^ b) - Rotate(b, 16);
            a = (a ^ c) - Rotate(c, 4);
            b = (b ^ a) - Rotate(a, 14);
            c = (c ^ b) - Rotate(b, 24);
            b.CopyTo(high[i..]);
            c.CopyTo(low[i..]);
        }
    }

    private static Vector256<uint> Rotate(Vector256<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
