using System.Numerics;

namespace Federation.Audit;

/// <summary>Checks proofs of an RFC 6962 tree with nothing but hashes (after RFC 9162 §2.1.3.2 and §2.1.4.2).</summary>
public static class MerkleProof
{
    /// <summary>
    /// Whether a leaf is in the tree of a size and root. A proof with too many hashes proves nothing.
    /// </summary>
    public static bool VerifyInclusion(
        ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size || leafHash.Length != MerkleTree.HashLengthBytes || !AreHashes(proof))
        {
            return false;
        }

        var (node, last) = (index, size - 1);
        Span<byte> hash = stackalloc byte[MerkleTree.HashLengthBytes];
        leafHash.CopyTo(hash);
        for (var i = 0; i < proof.Count; i++)
        {
            var sibling = proof[i];
            if (last == 0)
            {
                return false;
            }

            if (long.IsOddInteger(node) || node == last)
            {
                MerkleTree.NodeHash(sibling, hash, hash);
                var levels = long.IsOddInteger(node) ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = node == 0 ? (0, 0) : (node >> levels, last >> levels);
            }
            else
            {
                MerkleTree.NodeHash(hash, sibling, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Checks many inclusion proofs, each as <see cref="VerifyInclusion"/> does, faster the more there are.
    /// </summary>
    /// <param name="claims">The claims, of any trees.</param>
    /// <returns>Which of them hold, in their order.</returns>
    public static bool[] VerifyInclusions(IReadOnlyList<InclusionClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var holds = new bool[claims.Count];
        var climb = new InclusionClimb();
        for (var first = 0; first < holds.Length; first += InclusionClimb.ClaimsCountMax)
        {
            var count = Math.Min(InclusionClimb.ClaimsCountMax, holds.Length - first);
            climb.Run(claims, first, holds.AsSpan(first, count));
        }

        return holds;
    }

    /// <summary>Whether a tree of one size and root is the beginning of a tree of another.</summary>
    public static bool VerifyConsistency(
        long from, ReadOnlySpan<byte> fromRoot, long to, ReadOnlySpan<byte> toRoot, IReadOnlyList<byte[]> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (from < 1 || from > to || !AreHashes(proof))
        {
            return false;
        }

        if (from == to)
        {
            return proof.Count == 0 && fromRoot.SequenceEqual(toRoot);
        }

        var hashes = BitOperations.IsPow2(from) ? [fromRoot.ToArray(), .. proof] : proof;
        if (hashes.Count == 0)
        {
            return false;
        }

        var shift = BitOperations.TrailingZeroCount(from);
        var (node, last) = ((from - 1) >> shift, (to - 1) >> shift);
        var (before, after) = (hashes[0], hashes[0]);
        foreach (var hash in hashes.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if (long.IsOddInteger(node) || node == last)
            {
                (before, after) = (MerkleTree.NodeHash(hash, before), MerkleTree.NodeHash(hash, after));
                var levels = long.IsOddInteger(node) ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = node == 0 ? (0, 0) : (node >> levels, last >> levels);
            }
            else
            {
                after = MerkleTree.NodeHash(after, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && fromRoot.SequenceEqual(before) && toRoot.SequenceEqual(after);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            if (proof[i] is not { Length: MerkleTree.HashLengthBytes })
            {
                return false;
            }
        }

        return true;
    }
}
