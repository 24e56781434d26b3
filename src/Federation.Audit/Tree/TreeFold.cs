using System.Numerics;
using System.Security.Cryptography;

namespace Federation.Audit;

/// <summary>The root of a tree whose leaves pass by once: a hash a level, however many leaves there are.</summary>
internal sealed class TreeFold
{
    private const int HashLengthBytes = MerkleTree.HashLengthBytes;
    private const int WholeCountMax = TilePath.Width;

    private readonly byte[] _whole = new byte[64 * HashLengthBytes]; // Level n: the last whole subtree of 2^n leaves.

    /// <summary>How many leaves passed.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a leaf, by its hash.</summary>
    public void Append(ReadOnlySpan<byte> leafHash) => Append(leafHash, level: 0);

    /// <summary>Adds a whole subtree of 2^level leaves, by its root; so far there is a multiple of as many.</summary>
    public void Append(ReadOnlySpan<byte> root, int level)
    {
        Span<byte> hash = stackalloc byte[HashLengthBytes];
        root.CopyTo(hash);
        var at = level;
        for (; ((Count >> at) & 1) == 1; at++)
        {
            MerkleTree.NodeHash(At(at), hash, hash);
        }

        hash.CopyTo(At(at));
        Count += 1L << level;
    }

    /// <summary>Adds leaves in their order, by their hashes.</summary>
    /// <param name="leafHashes">32 bytes each.</param>
    public void AppendAll(ReadOnlySpan<byte> leafHashes)
    {
        Span<byte> whole = stackalloc byte[WholeCountMax * HashLengthBytes];
        while (!leafHashes.IsEmpty)
        {
            var level = Math.Min(
                BitOperations.Log2((uint)Math.Min(leafHashes.Length / HashLengthBytes, WholeCountMax)),
                BitOperations.TrailingZeroCount(Count | WholeCountMax));
            var subtree = whole[..(HashLengthBytes << level)];
            leafHashes[..subtree.Length].CopyTo(subtree);
            leafHashes = leafHashes[subtree.Length..];
            Sha256Lanes.Reduce(subtree);
            Append(subtree[..HashLengthBytes], level);
        }
    }

    /// <summary>The root over leaves alone.</summary>
    /// <param name="leafHashes">32 bytes each.</param>
    public static byte[] RootOf(ReadOnlySpan<byte> leafHashes) => new TreeFold().RootWith(leafHashes);

    /// <summary>The root as if some more leaves had passed.</summary>
    /// <param name="leafHashes">32 bytes each.</param>
    public byte[] RootWith(ReadOnlySpan<byte> leafHashes)
    {
        var further = new TreeFold { Count = Count };
        _whole.CopyTo(further._whole, 0);
        further.AppendAll(leafHashes);
        return further.Root();
    }

    /// <summary>The root over all that passed; <c>SHA-256("")</c> over nothing.</summary>
    public byte[] Root()
    {
        if (Count == 0)
        {
            return SHA256.HashData([]);
        }

        var lowest = BitOperations.TrailingZeroCount(Count);
        var root = At(lowest).ToArray();
        for (var level = lowest + 1; Count >> level > 0; level++)
        {
            if (((Count >> level) & 1) == 1)
            {
                MerkleTree.NodeHash(At(level), root, root);
            }
        }

        return root;
    }

    private Span<byte> At(int level) => _whole.AsSpan(level * HashLengthBytes, HashLengthBytes);
}
