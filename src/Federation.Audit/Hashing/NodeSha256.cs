using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Words = System.Runtime.Intrinsics.Vector128<uint>;

namespace Federation.Audit;

/// <summary>
/// Hashes one node of a tree. A proof is a chain of nodes, each over the one below, so nothing of it can be hashed side
/// by side; and the platform takes longer to set itself up for a message than for the 65 bytes of a node.
/// </summary>
/// <remarks>All but the last byte of a node is in its first block. The second holds that byte, padding and the length:
/// there are 256 such blocks, and what the rounds need of each is made once.</remarks>
internal static class NodeSha256
{
    private const int HashLengthBytes = MerkleTree.HashLengthBytes;
    private const int PairLengthBytes = 2 * HashLengthBytes;
    private const int BlockCount = Sha256Rounds.BlockLengthBytes / sizeof(uint);
    private const int RoundsCount = Sha256Rounds.RoundsCount;
    private const int ExtendedCount = RoundsCount - BlockCount;
    private const uint None = uint.MaxValue; // No word has this place: what is taken from it is zero.
    private const int LastBlocksCount = 1 << 8;
    private const byte NodePrefix = 0x01;
    private const uint PaddingStart = 0x80 << 16;
    private const int LastByteShift = 24;
    private const uint LengthBits = 8 * (1 + PairLengthBytes);

    private static readonly uint[] LastBlocks = LastBlocksOfAll();

    /// <summary>The hash <c>SHA-256(0x01 ‖ left ‖ right)</c>.</summary>
    /// <param name="left">32 bytes.</param>
    /// <param name="right">32 bytes.</param>
    /// <param name="hash">Takes 32 bytes; may be where one of the two is.</param>
    public static void Hash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> block = stackalloc byte[1 + PairLengthBytes];
        block[0] = NodePrefix;
        left[..HashLengthBytes].CopyTo(block[1..]);
        right[..HashLengthBytes].CopyTo(block[(1 + HashLengthBytes)..]);
        Span<uint> words = stackalloc uint[RoundsCount];
        for (var i = 0; i < BlockCount; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        Span<uint> state = stackalloc uint[Sha256Rounds.StateCount];
        Sha256Rounds.Beginning.CopyTo(state);
        Compress(state, words, ExtendedCount);
        Compress(state, LastBlocks.AsSpan(block[PairLengthBytes] * RoundsCount, RoundsCount), extendedCount: 0);
        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i]);
        }
    }

    private static uint[] LastBlocksOfAll()
    {
        var all = new uint[LastBlocksCount * RoundsCount];
        Span<uint> state = stackalloc uint[Sha256Rounds.StateCount];
        for (var last = 0; last < LastBlocksCount; last++)
        {
            var words = all.AsSpan(last * RoundsCount, RoundsCount);
            words[0] = ((uint)last << LastByteShift) | PaddingStart;
            words[BlockCount - 1] = LengthBits;
            Compress(state, words, ExtendedCount);
        }

        return all;
    }

    /// <summary>Takes a block.</summary>
    /// <param name="state">Eight words.</param>
    /// <param name="words">What each round adds. Of a new block the sixteen words in front; then it is made here,
    /// beside the rounds, by units of the processor that the rounds leave idle.</param>
    /// <param name="extendedCount">How many of them are to be made; none where they were.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(Span<uint> state, Span<uint> words, int extendedCount)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        var fours = MemoryMarshal.Cast<uint, Words>(words);
        var constants = MemoryMarshal.Cast<uint, Words>(Sha256Rounds.Constants);
        var (w0, w1, w2, w3) = (fours[0], fours[1], fours[2], fours[3]);
        if (extendedCount > 0)
        {
            (fours[0], fours[1]) = (w0 + constants[0], w1 + constants[1]);
            (fours[2], fours[3]) = (w2 + constants[2], w3 + constants[3]);
        }

        var differs = b ^ c;
        for (var round = 0; round < RoundsCount; round += 8)
        {
            if (round < extendedCount)
            {
                var next = (round + BlockCount) / Words.Count;
                var w4 = Next(w0, w1, w2, w3);
                var w5 = Next(w1, w2, w3, w4);
                fours[next] = w4 + constants[next];
                fours[next + 1] = w5 + constants[next + 1];
                (w0, w1, w2, w3) = (w2, w3, w4, w5);
            }

            var eight = words.Slice(round, 8);
            Round(a, b, ref d, e, f, g, ref h, eight[0], ref differs);
            Round(h, a, ref c, d, e, f, ref g, eight[1], ref differs);
            Round(g, h, ref b, c, d, e, ref f, eight[2], ref differs);
            Round(f, g, ref a, b, c, d, ref e, eight[3], ref differs);
            Round(e, f, ref h, a, b, c, ref d, eight[4], ref differs);
            Round(d, e, ref g, h, a, b, ref c, eight[5], ref differs);
            Round(c, d, ref f, g, h, a, ref b, eight[6], ref differs);
            Round(b, c, ref e, f, g, h, ref a, eight[7], ref differs);
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    /// <summary>One round; what is next before <c>a</c> takes the place of <c>h</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        uint a, uint b, ref uint d, uint e, uint f, uint g, ref uint h, uint word, ref uint differs)
    {
        var sum = h + word + (g ^ (e & (f ^ g))) + (Turned(e, 6) ^ Turned(e, 11) ^ Turned(e, 25));
        var before = differs;
        differs = a ^ b;
        d += sum;
        h = sum + (b ^ (differs & before)) + (Turned(a, 2) ^ Turned(a, 13) ^ Turned(a, 22));
    }

    /// <summary>The next four words of the schedule after sixteen. The last two of them depend on the first
    /// two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Next(Words w0, Words w1, Words w2, Words w3)
    {
        var near = OneOn(w0, w1);
        var sum = w0 + OneOn(w2, w3) + (Turned(near, 7) ^ Turned(near, 18) ^ (near >>> 3));
        sum += Far(Vector128.Shuffle(w3, Vector128.Create(2u, 3, None, None)));
        return sum + Far(Vector128.Shuffle(sum, Vector128.Create(None, None, 0u, 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Far(Words words) => Turned(words, 17) ^ Turned(words, 19) ^ (words >>> 10);

    /// <summary>Four of eight words, the second first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words OneOn(Words first, Words second) => Ssse3.IsSupported
        ? Ssse3.AlignRight(second, first, sizeof(uint))
        : Vector128.Create(first[1], first[2], first[3], second[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Words Turned(Words words, int bits) => (words >>> bits) | (words << (32 - bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Turned(uint word, int bits) => BitOperations.RotateRight(word, bits);
}
