using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Words = System.Runtime.Intrinsics.Vector256<uint>;

namespace Federation.Audit;

/// <summary>The compression function of SHA-256 (FIPS 180-4 §6.2.2) over eight messages side by side: each vector holds
/// the same word of all of them.</summary>
internal static class Sha256Rounds
{
    /// <summary>How many messages go side by side.</summary>
    public const int LanesCount = 8;

    /// <summary>The length of a block of a message.</summary>
    public const int BlockLengthBytes = 64;

    /// <summary>How many words a state has.</summary>
    public const int StateCount = 8;

    /// <summary>How many rounds a block takes.</summary>
    public const int RoundsCount = 64;

    private const int BlockCount = 16;
    private const int WordMask = BlockCount - 1;


    /// <summary>Whether this processor has what it takes.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>What each round adds.</summary>
    public static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The state before the first block.</summary>
    public static ReadOnlySpan<uint> Beginning =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static Vector256<byte> BigEndian => Vector256.Create(
        (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12,
        3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    /// <summary>Begins a message in a lane; the other lanes stay as they are.</summary>
    public static void Begin(Span<Words> state, int lane)
    {
        var words = MemoryMarshal.Cast<Words, uint>(state);
        for (var word = 0; word < StateCount; word++)
        {
            words[(word * LanesCount) + lane] = Beginning[word];
        }
    }

    /// <summary>Writes the hash of a lane whose last block was compressed, 32 bytes.</summary>
    public static void Finish(ReadOnlySpan<Words> state, int lane, Span<byte> hash)
    {
        var words = MemoryMarshal.Cast<Words, uint>(state);
        for (var word = 0; word < StateCount; word++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(word * sizeof(uint))..], words[(word * LanesCount) + lane]);
        }
    }

    /// <summary>Takes the next block of each lane.</summary>
    /// <param name="state">Eight words.</param>
    /// <param name="blocks">64 bytes a lane, lane after lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compress(Span<Words> state, ReadOnlySpan<byte> blocks)
    {
        Span<Words> schedule = stackalloc Words[BlockCount];
        Load(blocks, schedule);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var round = 0; round < RoundsCount; round += 8)
        {
            if (round >= BlockCount && round % BlockCount == 0)
            {
                Extend(schedule);
            }

            var words = schedule.Slice(round % BlockCount, 8);
            var constants = Constants.Slice(round, 8);
            Words sum;
            sum = h + Chosen(e, f, g) + words[0] + Vector256.Create(constants[0]);
            (d, h) = (d + sum, sum + Majority(a, b, c));
            sum = g + Chosen(d, e, f) + words[1] + Vector256.Create(constants[1]);
            (c, g) = (c + sum, sum + Majority(h, a, b));
            sum = f + Chosen(c, d, e) + words[2] + Vector256.Create(constants[2]);
            (b, f) = (b + sum, sum + Majority(g, h, a));
            sum = e + Chosen(b, c, d) + words[3] + Vector256.Create(constants[3]);
            (a, e) = (a + sum, sum + Majority(f, g, h));
            sum = d + Chosen(a, b, c) + words[4] + Vector256.Create(constants[4]);
            (h, d) = (h + sum, sum + Majority(e, f, g));
            sum = c + Chosen(h, a, b) + words[5] + Vector256.Create(constants[5]);
            (g, c) = (g + sum, sum + Majority(d, e, f));
            sum = b + Chosen(g, h, a) + words[6] + Vector256.Create(constants[6]);
            (f, b) = (f + sum, sum + Majority(c, d, e));
            sum = a + Chosen(f, g, h) + words[7] + Vector256.Create(constants[7]);
            (e, a) = (e + sum, sum + Majority(b, c, d));
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Chosen(Words e, Words f, Words g) =>
        (Turned(e, 6) ^ Turned(e, 11) ^ Turned(e, 25)) + (g ^ (e & (f ^ g)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Majority(Words a, Words b, Words c) =>
        (Turned(a, 2) ^ Turned(a, 13) ^ Turned(a, 22)) + ((a & b) | (c & (a | b)));

    /// <summary>The next sixteen words of the schedule in the place of the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Extend(Span<Words> schedule)
    {
        for (var i = 0; i < BlockCount; i++)
        {
            var near = schedule[(i + 1) & WordMask];
            var far = schedule[(i + 14) & WordMask];
            schedule[i] += (Turned(near, 7) ^ Turned(near, 18) ^ (near >>> 3)) + schedule[(i + 9) & WordMask]
                + (Turned(far, 17) ^ Turned(far, 19) ^ (far >>> 10));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Turned(Words words, int bits) => (words >>> bits) | (words << (32 - bits));

    /// <summary>Turns rows, a block of a message each, into columns, a word of all messages each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Load(ReadOnlySpan<byte> blocks, Span<Words> schedule)
    {
        for (var half = 0; half < 2; half++)
        {
            var rows = blocks[(half * Vector256<byte>.Count)..];
            var (low0, high0) = Pair(Row(rows, 0), Row(rows, 1));
            var (low1, high1) = Pair(Row(rows, 2), Row(rows, 3));
            var (low2, high2) = Pair(Row(rows, 4), Row(rows, 5));
            var (low3, high3) = Pair(Row(rows, 6), Row(rows, 7));
            var columns = schedule.Slice(half * 8, 8);
            Join(low0, low1, low2, low3, columns);
            Join(high0, high1, high2, high3, columns[2..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Row(ReadOnlySpan<byte> rows, int lane) => Avx2.Shuffle(
        Vector256.Create(rows.Slice(lane * BlockLengthBytes, Vector256<byte>.Count)), BigEndian).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<ulong> Low, Vector256<ulong> High) Pair(Words left, Words right) =>
        (Avx2.UnpackLow(left, right).AsUInt64(), Avx2.UnpackHigh(left, right).AsUInt64());

    /// <summary>Writes the columns 0, 1, 4 and 5 of the four pairs of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(
        Vector256<ulong> rows01, Vector256<ulong> rows23, Vector256<ulong> rows45, Vector256<ulong> rows67,
        Span<Words> columns)
    {
        var (left, right) = (Avx2.UnpackLow(rows01, rows23), Avx2.UnpackLow(rows45, rows67));
        columns[0] = Avx2.Permute2x128(left, right, 0x20).AsUInt32();
        columns[4] = Avx2.Permute2x128(left, right, 0x31).AsUInt32();
        (left, right) = (Avx2.UnpackHigh(rows01, rows23), Avx2.UnpackHigh(rows45, rows67));
        columns[1] = Avx2.Permute2x128(left, right, 0x20).AsUInt32();
        columns[5] = Avx2.Permute2x128(left, right, 0x31).AsUInt32();
    }
}
