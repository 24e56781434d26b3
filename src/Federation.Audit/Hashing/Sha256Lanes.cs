using System.Buffers.Binary;
using Words = System.Runtime.Intrinsics.Vector256<uint>;

namespace Federation.Audit;

/// <summary>
/// Hashes many leaves or nodes of a tree at once, eight side by side. The platform takes one message at a time and most
/// of a microsecond for each before its first byte; a log has millions of short ones.
/// </summary>
/// <remarks>Where the processor has no vectors for it, or only a few are to be hashed, they are hashed one by one:
/// entries by the platform, nodes by <see cref="NodeSha256"/>.</remarks>
internal static class Sha256Lanes
{
    /// <summary>From how many entries on it is worth it.</summary>
    public const int LeavesWorthCount = 4;

    /// <summary>From how many nodes on it is worth it.</summary>
    public const int NodesWorthCount = 3;

    private const int HashLengthBytes = MerkleTree.HashLengthBytes;
    private const int PairLengthBytes = 2 * HashLengthBytes;
    private const int BlockLengthBytes = Sha256Rounds.BlockLengthBytes;
    private const int LanesCount = Sha256Rounds.LanesCount;
    private const int LengthOffset = BlockLengthBytes - sizeof(ulong);
    private const byte PaddingStart = 0x80;
    private const byte NodePrefix = 0x01;
    private const int NodeLengthBits = 8 * (1 + PairLengthBytes);

    /// <summary>The hashes of entries: <c>SHA-256(0x00 ‖ entry)</c> each.</summary>
    /// <param name="bytes">Hold the entries.</param>
    /// <param name="entries">Where each lies in them.</param>
    /// <param name="hashes">Takes 32 bytes for each.</param>
    public static void HashLeaves(ReadOnlySpan<byte> bytes, ReadOnlySpan<EntryPlace> entries, Span<byte> hashes)
    {
        if (!Sha256Rounds.IsSupported || entries.Length < LeavesWorthCount)
        {
            HashLeavesOneByOne(bytes, entries, hashes);
            return;
        }

        Span<Words> state = stackalloc Words[Sha256Rounds.StateCount];
        Span<byte> blocks = stackalloc byte[LanesCount * BlockLengthBytes];
        Span<Lane> lanes = stackalloc Lane[LanesCount];
        var begun = 0;
        foreach (ref var lane in lanes)
        {
            lane = Lane.Next(entries, ref begun);
        }

        for (var lane = 0; lane < LanesCount; lane++)
        {
            Sha256Rounds.Begin(state, lane);
        }

        for (var finished = 0; finished < entries.Length;)
        {
            for (var lane = 0; lane < LanesCount; lane++)
            {
                lanes[lane].Fill(bytes, blocks.Slice(lane * BlockLengthBytes, BlockLengthBytes));
            }

            Sha256Rounds.Compress(state, blocks);
            for (var lane = 0; lane < LanesCount; lane++)
            {
                if (lanes[lane].IsFinished)
                {
                    Sha256Rounds.Finish(
                        state, lane, hashes.Slice(lanes[lane].Entry * HashLengthBytes, HashLengthBytes));
                    Sha256Rounds.Begin(state, lane);
                    lanes[lane] = Lane.Next(entries, ref begun);
                    finished++;
                }
            }
        }
    }

    /// <summary>The hashes of nodes: <c>SHA-256(0x01 ‖ left ‖ right)</c> each.</summary>
    /// <param name="pairs">The two hashes below each, 64 bytes.</param>
    /// <param name="hashes">Takes 32 bytes for each; may be where the pairs begin.</param>
    public static void HashNodes(ReadOnlySpan<byte> pairs, Span<byte> hashes)
    {
        var count = pairs.Length / PairLengthBytes;
        if (!Sha256Rounds.IsSupported || count < NodesWorthCount)
        {
            HashNodesOneByOne(pairs, hashes);
            return;
        }

        Span<Words> state = stackalloc Words[Sha256Rounds.StateCount];
        Span<byte> blocks = stackalloc byte[LanesCount * BlockLengthBytes];
        for (var first = 0; first < count; first += LanesCount)
        {
            var some = pairs.Slice(
                first * PairLengthBytes, Math.Min(LanesCount, count - first) * PairLengthBytes);
            HashNodes(some, state, blocks);
            for (var lane = 0; lane * PairLengthBytes < some.Length; lane++)
            {
                Sha256Rounds.Finish(state, lane, hashes.Slice((first + lane) * HashLengthBytes, HashLengthBytes));
            }
        }
    }

    /// <summary>The root of a whole subtree, into its first place; the hashes are lost.</summary>
    /// <param name="hashes">As many as a power of two.</param>
    public static void Reduce(Span<byte> hashes)
    {
        while (hashes.Length > HashLengthBytes)
        {
            HashNodes(hashes, hashes);
            hashes = hashes[..(hashes.Length / 2)];
        }
    }

    /// <summary>The same by the platform's own SHA-256.</summary>
    internal static void HashLeavesOneByOne(
        ReadOnlySpan<byte> bytes, ReadOnlySpan<EntryPlace> entries, Span<byte> hashes)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            MerkleTree.LeafHash(
                bytes.Slice(entries[i].Offset, entries[i].LengthBytes),
                hashes.Slice(i * HashLengthBytes, HashLengthBytes));
        }
    }

    /// <summary>The same, one after the other.</summary>
    internal static void HashNodesOneByOne(ReadOnlySpan<byte> pairs, Span<byte> hashes)
    {
        for (var i = 0; i < pairs.Length / PairLengthBytes; i++)
        {
            var pair = pairs.Slice(i * PairLengthBytes, PairLengthBytes);
            MerkleTree.NodeHash(
                pair[..HashLengthBytes], pair[HashLengthBytes..], hashes.Slice(i * HashLengthBytes, HashLengthBytes));
        }
    }

    /// <summary>Both blocks of up to eight nodes: all but the last byte of a pair is in the first.</summary>
    private static void HashNodes(ReadOnlySpan<byte> pairs, Span<Words> state, Span<byte> blocks)
    {
        for (var lane = 0; lane < LanesCount; lane++)
        {
            Sha256Rounds.Begin(state, lane);
        }

        for (var at = 0; at < pairs.Length; at += PairLengthBytes)
        {
            blocks[at] = NodePrefix;
            pairs.Slice(at, PairLengthBytes - 1).CopyTo(blocks[(at + 1)..]);
        }

        Sha256Rounds.Compress(state, blocks);
        blocks.Clear();
        for (var at = 0; at < pairs.Length; at += PairLengthBytes)
        {
            blocks[at] = pairs[at + PairLengthBytes - 1];
            blocks[at + 1] = PaddingStart;
            BinaryPrimitives.WriteUInt64BigEndian(blocks[(at + LengthOffset)..], NodeLengthBits);
        }

        Sha256Rounds.Compress(state, blocks);
    }

    /// <summary>One entry on its way through a lane: a zero byte, the entry, and the padding that ends it.</summary>
    private struct Lane
    {
        private int _offset;
        private int _lengthBytes; // Of the entry with the zero byte before it.
        private int _doneBytes;

        /// <summary>Which entry; -1 where none is left for the lane.</summary>
        public int Entry { get; private init; }

        /// <summary>Whether its last block was filled.</summary>
        public readonly bool IsFinished => Entry >= 0 && _doneBytes == PaddedLengthBytes;

        private readonly int PaddedLengthBytes =>
            (_lengthBytes + 1 + sizeof(ulong) + BlockLengthBytes - 1) / BlockLengthBytes * BlockLengthBytes;

        /// <summary>The next entry that no lane has yet.</summary>
        public static Lane Next(ReadOnlySpan<EntryPlace> entries, ref int begun)
        {
            if (begun == entries.Length)
            {
                return new Lane { Entry = -1 };
            }

            var (offset, lengthBytes) = entries[begun];
            return new Lane { Entry = begun++, _offset = offset, _lengthBytes = 1 + lengthBytes };
        }

        /// <summary>Fills its next block.</summary>
        public void Fill(ReadOnlySpan<byte> bytes, Span<byte> block)
        {
            if (Entry < 0)
            {
                return;
            }

            var used = 0;
            if (_doneBytes == 0)
            {
                block[used++] = 0x00;
            }

            var start = Math.Min(_doneBytes + used, _lengthBytes);
            var count = Math.Min(_lengthBytes - start, BlockLengthBytes - used);
            bytes.Slice(_offset + start - 1, count).CopyTo(block[used..]);
            Pad(block, used + count);
            _doneBytes += BlockLengthBytes;
        }

        private readonly void Pad(Span<byte> block, int used)
        {
            if (used == BlockLengthBytes)
            {
                return;
            }

            block[used..].Clear();
            if (_doneBytes <= _lengthBytes)
            {
                block[used] = PaddingStart;
            }

            if (_doneBytes + BlockLengthBytes == PaddedLengthBytes)
            {
                BinaryPrimitives.WriteUInt64BigEndian(block[LengthOffset..], 8UL * (ulong)_lengthBytes);
            }
        }
    }
}
