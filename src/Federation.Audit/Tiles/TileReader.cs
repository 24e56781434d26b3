namespace Federation.Audit;

/// <summary>Reads hashes of leaves back from tiles, to name the entry that differs.</summary>
internal static class TileReader
{
    /// <summary>The hashes of the first leaves as the tiles have them; fewer where a tile is missing or cut.</summary>
    public static List<byte[]> ReadLeaves(ILogStorage storage, long size)
    {
        var leaves = new List<byte[]>();
        for (var tile = 0L; tile * TilePath.Width < size; tile++)
        {
            var width = (int)Math.Min(TilePath.Width, size - (tile * TilePath.Width));
            var content = storage.ReadFile(TilePath.Of(0, tile, width))
                ?? storage.ReadFile(TilePath.Of(0, tile, TilePath.Width));
            if (content is null || content.Length < width * MerkleTree.HashLengthBytes)
            {
                break;
            }

            leaves.AddRange(content.Chunk(MerkleTree.HashLengthBytes).Take(width));
        }

        return leaves;
    }

    /// <summary>The first leaf of a tree that differs from the tiles; null where the tiles do not tell.</summary>
    public static long? FirstDifference(ILogStorage storage, MerkleTree tree, long size)
    {
        var leaves = ReadLeaves(storage, size);
        for (var index = 0; index < leaves.Count; index++)
        {
            if (!tree.Whole(0, index).SequenceEqual(leaves[index]))
            {
                return index;
            }
        }

        return null;
    }
}
