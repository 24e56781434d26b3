using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Federation.Stores;

/// <summary><see cref="OrderHash"/> of many whole numbers at once, each under its own seed, eight side by side where
/// the processor can.</summary>
internal static class OrderHashes
{
    private const int LanesCount = 8;
    private const byte EvenLanes = 0b10_00_10_00;
    private const byte OddLanes = 0b11_01_11_01;

    /// <summary>Hashes the decimal digits of whole numbers.</summary>
    /// <param name="wholes">The numbers; the hashes take their places.</param>
    /// <param name="seeds">A seed for each.</param>
    public static void Replace(Span<long> wholes, ReadOnlySpan<long> seeds)
    {
        ref var first = ref MemoryMarshal.GetReference(wholes);
        ref var seed = ref MemoryMarshal.GetReference(seeds[..wholes.Length]);
        var at = 0;
        for (; at + LanesCount <= wholes.Length; at += LanesCount)
        {
            if (!Avx2.IsSupported || !TryReplaceEight(ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref seed, at)))
            {
                One(wholes.Slice(at, LanesCount), seeds[at..]);
            }
        }

        One(wholes[at..], seeds[at..]);
    }

    private static void One(Span<long> wholes, ReadOnlySpan<long> seeds)
    {
        for (var i = 0; i < wholes.Length; i++)
        {
            wholes[i] = OrderHash.Of(wholes[i], seeds[i]);
        }
    }

    /// <summary>Eight at once; false where one has more than eight digits, or a sign, or its seed is zero.</summary>
    /// <remarks>Halves of 64 bits are taken apart and put together again within 128 bits: so the order in between is
    /// another, and that of what comes out is that of what went in.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReplaceEight(ref long wholes, ref long seeds)
    {
        var (one, two) = (Vector256.LoadUnsafe(ref wholes), Vector256.LoadUnsafe(ref wholes, 4));
        var (seedOne, seedTwo) = (Vector256.LoadUnsafe(ref seeds), Vector256.LoadUnsafe(ref seeds, 4));
        if (!(Fits(one, seedOne) & Fits(two, seedTwo)))
        {
            return false;
        }

        var (textOne, lengthOne) = TextOf(one.AsUInt64());
        var (textTwo, lengthTwo) = TextOf(two.AsUInt64());
        var c = Take(lengthOne, lengthTwo, EvenLanes) + Vector256.Create(OrderHash.Start);
        var a = c + Take(seedOne.AsUInt64(), seedTwo.AsUInt64(), OddLanes);
        var b = c + Take(seedOne.AsUInt64(), seedTwo.AsUInt64(), EvenLanes);
        Hash(ref a, ref b, ref c, Take(textOne, textTwo, EvenLanes), Take(textOne, textTwo, OddLanes));
        Avx2.UnpackLow(c, b).AsInt64().StoreUnsafe(ref wholes);
        Avx2.UnpackHigh(c, b).AsInt64().StoreUnsafe(ref wholes, 4);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Fits(Vector256<long> wholes, Vector256<long> seeds)
    {
        var misfits = Vector256.GreaterThan(wholes, Vector256.Create((long)OrderHash.EightDigits - 1))
            | Vector256.LessThan(wholes, Vector256<long>.Zero) | Vector256.Equals(seeds, Vector256<long>.Zero);
        return misfits == Vector256<long>.Zero;
    }

    /// <summary>What <see cref="OrderHash.TextOf"/> does with one, in lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Texts, Vector256<ulong> Lengths) TextOf(Vector256<ulong> wholes)
    {
        // A division by 10,000 as a product: exact for all numbers of 32 bits.
        var upper = Avx2.Multiply(wholes.AsUInt32(), Vector256.Create(3_518_437_209UL).AsUInt32()) >>> 45;
        var lower = wholes - Avx2.Multiply(upper.AsUInt32(), Vector256.Create(10_000UL).AsUInt32());
        var halves = (upper | (lower << 32)).AsUInt32();
        var hundreds = (halves * Vector256.Create(10_486u)) >>> 20;
        var quarters = (hundreds | ((halves - (hundreds * Vector256.Create(100u))) << 16)).AsUInt16();
        var tens = (quarters * Vector256.Create((ushort)103)) >>> 10;
        var digits = (tens | ((quarters - (tens * Vector256.Create((ushort)10))) << 8)).AsUInt64();

        // The bytes before the first digit that is not zero, the last left out: a run of ones from the lowest bit on.
        var zeros = Vector256.Equals((digits | Vector256.Create(1UL << 56)).AsByte(), Vector256<byte>.Zero).AsUInt64();
        var before = zeros & ~(zeros + Vector256<ulong>.One);
        var count = Avx2.SumAbsoluteDifferences(
            (before & Vector256.Create(0x0101010101010101UL)).AsByte(), Vector256<byte>.Zero).AsUInt64();
        var texts = Avx2.ShiftRightLogicalVariable(
            digits | Vector256.Create(0x3030303030303030UL), count << 3);
        return (texts, Vector256.Create((ulong)sizeof(ulong)) - count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Take(
        Vector256<ulong> one, Vector256<ulong> two, [ConstantExpected] byte lanes) =>
        Avx.Shuffle(one.AsSingle(), two.AsSingle(), lanes).AsUInt32();

    /// <summary>What <see cref="OrderHash"/> does with one, in lanes; <paramref name="b"/> and <paramref name="c"/> are
    /// the halves of the hashes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hash(
        ref Vector256<uint> a, ref Vector256<uint> b, ref Vector256<uint> c, Vector256<uint> low, Vector256<uint> high)
    {
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
        a += low;
        b += high;
        c = (c ^ b) - Rotate(b, 14);
        a = (a ^ c) - Rotate(c, 11);
        b = (b ^ a) - Rotate(a, 25);
        c = (c ^ b) - Rotate(b, 16);
        a = (a ^ c) - Rotate(c, 4);
        b = (b ^ a) - Rotate(a, 14);
        c = (c ^ b) - Rotate(b, 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));
}
