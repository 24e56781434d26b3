namespace Federation.Audit;

/// <summary>
/// Writes the hashes of the tree as C2SP tiles, so that a file server can serve them and a verifier compare.
/// </summary>
internal static class TileWriter
{
    /// <summary>The tiles that a tree of one size has and a tree of another had not.</summary>
    /// <returns>The name of each tile and its hashes.</returns>
    public static List<(string Name, byte[] Content)> Added(MerkleTree tree, long from, long to)
    {
        var tiles = new List<(string, byte[])>();
        for (var level = 0; to >> (level * TilePath.Height) > 0; level++)
        {
            var shift = level * TilePath.Height;
            var (before, after) = (from >> shift, to >> shift);
            for (var tile = before / TilePath.Width; before < after && tile * TilePath.Width < after; tile++)
            {
                var width = (int)Math.Min(TilePath.Width, after - (tile * TilePath.Width));
                tiles.Add((TilePath.Of(level, tile, width), Content(tree, shift, tile, width)));
            }
        }

        return tiles;
    }

    /// <summary>The partial tiles of a tree of one size that a tree of another no longer needs.</summary>
    public static IEnumerable<string> Superseded(long from, long to)
    {
        for (var level = 0; from >> (level * TilePath.Height) > 0; level++)
        {
            var before = from >> (level * TilePath.Height);
            var width = (int)(before % TilePath.Width);
            if (width > 0 && to >> (level * TilePath.Height) > before)
            {
                yield return TilePath.Of(level, before / TilePath.Width, width);
            }
        }
    }

    private static byte[] Content(MerkleTree tree, int shift, long tile, int width)
    {
        var content = new byte[width * MerkleTree.HashLengthBytes];
        for (var i = 0; i < width; i++)
        {
            var hash = tree.Whole(shift, (tile * TilePath.Width) + i);
            hash.CopyTo(content.AsSpan(i * MerkleTree.HashLengthBytes));
        }

        return content;
    }
}
