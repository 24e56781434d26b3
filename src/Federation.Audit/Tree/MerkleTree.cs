using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Federation.Audit;

/// <summary>
/// The Merkle tree of RFC 6962 §2.1 over the entries of a log. It only grows; the root of every earlier size can still
/// be computed. Not safe for use by several threads at once.
/// </summary>
public sealed class MerkleTree
{
    /// <summary>The length of every hash.</summary>
    public const int HashLengthBytes = 32;

    /// <summary>The most bytes that an inclusion proof can have.</summary>
    internal const int ProofLengthBytesMax = 64 * HashLengthBytes;

    private const int ShortLengthBytes = 1024;

    private readonly List<HashList> _levels = [new HashList()]; // Level n: hashes of whole subtrees of 2^n leaves.
    private readonly Dictionary<long, byte[]> _edge = []; // By their first leaf: subtrees that the size below cuts.
    private long _edgeEnd;

    /// <summary>How many leaves there are.</summary>
    public long Count => _levels[0].Count;

    /// <summary>The hash of an entry: <c>SHA-256(0x00 ‖ entry)</c>.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry) => SHA256.HashData([0x00, .. entry]);

    /// <summary>The hash of an entry, into place.</summary>
    internal static void LeafHash(ReadOnlySpan<byte> entry, Span<byte> hash)
    {
        byte[]? rented = null;
        Span<byte> buffer = entry.Length < ShortLengthBytes
            ? stackalloc byte[ShortLengthBytes]
            : rented = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        buffer[0] = 0x00;
        entry.CopyTo(buffer[1..]);
        SHA256.HashData(buffer[..(entry.Length + 1)], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The hash of two neighbours, into place; they may be the place.</summary>
    internal static void NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash) =>
        NodeSha256.Hash(left, right, hash);

    /// <summary>Where the leaf with a hash stands; null where there is none. Looks at each.</summary>
    /// <param name="leafHash">32 bytes; of any other length it is that of no leaf.</param>
    public long? FindLeaf(ReadOnlySpan<byte> leafHash)
    {
        for (var index = 0; index < _levels[0].Count; index++)
        {
            if (_levels[0][index].SequenceEqual(leafHash))
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>The hash of two neighbours: <c>SHA-256(0x01 ‖ left ‖ right)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them has not 32 bytes.</exception>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, HashLengthBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, HashLengthBytes);
        var hash = new byte[HashLengthBytes];
        NodeSha256.Hash(left, right, hash);
        return hash;
    }

    /// <summary>Adds a leaf, by its hash.</summary>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(leafHash.Length, HashLengthBytes);
        AppendAll(leafHash);
    }

    /// <summary>Adds leaves in their order, by their hashes, 32 bytes each.</summary>
    internal void AppendAll(ReadOnlySpan<byte> leafHashes)
    {
        leafHashes.CopyTo(_levels[0].Extend(leafHashes.Length / HashLengthBytes));
        for (var level = 0; _levels[level].Count > 1; level++)
        {
            if (level + 1 == _levels.Count)
            {
                _levels.Add(new HashList());
            }

            var (below, above) = (_levels[level], _levels[level + 1]);
            var (known, count) = (above.Count, below.Count / 2);
            if (count == known)
            {
                return;
            }

            Sha256Lanes.HashNodes(below.Slice(2 * known, 2 * (count - known)), above.Extend(count - known));
        }
    }

    /// <summary>The root over the first leaves; <c>SHA-256("")</c> over none.</summary>
    /// <param name="size">How many leaves; at most <see cref="Count"/>.</param>
    public byte[] Root(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        return size == 0 ? SHA256.HashData([]) : Subtree(0, size).ToArray();
    }

    /// <summary>The proof that a leaf is in the tree of a size: hashes from the leaf's sibling up.</summary>
    /// <param name="index">The leaf, from 0.</param>
    /// <param name="size">
    /// The size of the tree; more than <paramref name="index"/>, at most <see cref="Count"/>.
    /// </param>
    public IReadOnlyList<byte[]> ProveInclusion(long index, long size)
    {
        Span<byte> proof = stackalloc byte[ProofLengthBytesMax];
        var lengthBytes = ProveInclusion(index, size, proof);
        var hashes = new List<byte[]>(lengthBytes / HashLengthBytes);
        for (var at = 0; at < lengthBytes; at += HashLengthBytes)
        {
            hashes.Add(proof.Slice(at, HashLengthBytes).ToArray());
        }

        return hashes;
    }

    /// <summary>The same, hash after hash into place; how many bytes it has.</summary>
    /// <param name="index">The leaf, from 0.</param>
    /// <param name="size">The size of the tree.</param>
    /// <param name="proof">Of <see cref="ProofLengthBytesMax"/>.</param>
    internal int ProveInclusion(long index, long size, Span<byte> proof)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var (start, end, at) = (0L, size, proof.Length);
        while (end - start > 1) // From the root down, so from the end of the proof to its beginning.
        {
            var middle = start + Split(end - start);
            at -= HashLengthBytes;
            (index < middle ? Subtree(middle, end) : Subtree(start, middle)).CopyTo(proof[at..]);
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        proof[at..].CopyTo(proof);
        return proof.Length - at;
    }

    /// <summary>
    /// The proof that the tree of one size is the beginning of the tree of another (RFC 6962 §2.1.2).
    /// </summary>
    /// <param name="from">The smaller size, at least 1.</param>
    /// <param name="to">The larger size, at most <see cref="Count"/>.</param>
    public IReadOnlyList<byte[]> ProveConsistency(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        var proof = new List<byte[]>();
        var (start, end, isWhole) = (0L, to, true);
        while (start + from != end)
        {
            var split = Split(end - start);
            if (from <= split)
            {
                proof.Add(Subtree(start + split, end).ToArray());
                end = start + split;
            }
            else
            {
                proof.Add(Subtree(start, start + split).ToArray());
                (start, from, isWhole) = (start + split, from - split, false);
            }
        }

        if (!isWhole)
        {
            proof.Add(Subtree(start, end).ToArray());
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>The hash of the n-th whole subtree of 2^level leaves.</summary>
    internal ReadOnlySpan<byte> Whole(int level, long index) => _levels[level][checked((int)index)];

    /// <summary>The largest power of two below a size of at least two.</summary>
    private static long Split(long size) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(size - 1)));

    /// <summary>The hash over leaves whose range starts at a multiple of the power of two that covers it.</summary>
    private ReadOnlySpan<byte> Subtree(long start, long end)
    {
        var size = end - start;
        if (BitOperations.IsPow2(size))
        {
            var level = BitOperations.TrailingZeroCount(size);
            return Whole(level, start >> level);
        }

        if (end != _edgeEnd)
        {
            _edge.Clear();
            _edgeEnd = end;
        }

        if (!_edge.TryGetValue(start, out var hash))
        {
            var middle = start + Split(size);
            hash = NodeHash(Subtree(start, middle), Subtree(middle, end));
            _edge[start] = hash;
        }

        return hash;
    }
}
