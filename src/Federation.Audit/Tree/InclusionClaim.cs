namespace Federation.Audit;

/// <summary>That a leaf is in the tree of a size and root, with the proof for it.</summary>
/// <param name="LeafHash">The hash of the entry, 32 bytes.</param>
/// <param name="Index">Where it stands, from 0.</param>
/// <param name="Size">The size of the tree.</param>
/// <param name="Proof">The hashes from the leaf's sibling up.</param>
/// <param name="Root">The root of the tree.</param>
public readonly record struct InclusionClaim(
    ReadOnlyMemory<byte> LeafHash, long Index, long Size, IReadOnlyList<byte[]> Proof, ReadOnlyMemory<byte> Root);
