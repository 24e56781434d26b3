namespace Federation.Audit;

/// <summary>
/// Writes the tree and the entries as C2SP tiles and bundles, so that any file server can serve them and a foreign
/// verifier read them. All of it can be made again from the write-ahead log.
/// </summary>
/// <param name="storage">Where the files go.</param>
/// <param name="tree">The hashes; read under its gate.</param>
/// <param name="treeGate">Held for a copy of 256 hashes, never while a file is written.</param>
/// <param name="readEntries">So many entries from an index on.</param>
internal sealed class TileWriter(
    ILogStorage storage, MerkleTree tree, Lock treeGate,
    Func<long, int, IReadOnlyList<ReadOnlyMemory<byte>>> readEntries)
{
    private const int FilesAtOnce = 64;

    /// <summary>Writes what a tree of one size has and a tree of another had not; durable on return.</summary>
    /// <exception cref="IOException">It is not known to be durable.</exception>
    public void Write(long from, long to) => Write(TilePlace.Added(from, to));

    /// <summary>Writes what a published tree should have and what is missing.</summary>
    /// <exception cref="IOException">It is not known to be durable.</exception>
    public void Restore(long size) =>
        Write(TilePlace.Added(0, size).Where(
            place => !storage.HasFile(place.Name) && !storage.HasFile(place.Full.Name)));

    /// <summary>Removes partial forms of what is full now. Nothing depends on it.</summary>
    /// <exception cref="IOException">They could not be removed.</exception>
    public void Tidy(long from, long to)
    {
        foreach (var place in TilePlace.Filled(from, to))
        {
            storage.DeleteFolder(TilePath.Partials(place.Name));
        }
    }

    private void Write(IEnumerable<TilePlace> places)
    {
        foreach (var some in places.Chunk(FilesAtOnce))
        {
            storage.ReplaceFiles([.. some.Select(place => (place.Name, Content(place)))]);
        }
    }

    private byte[] Content(TilePlace place)
    {
        var first = place.Index * TilePath.Width;
        if (place.Level == TilePlace.Entries)
        {
            return EntryBundle.Write(readEntries(first, place.Width));
        }

        var content = new byte[place.Width * MerkleTree.HashLengthBytes];
        lock (treeGate)
        {
            for (var i = 0; i < place.Width; i++)
            {
                tree.Whole(place.Shift, first + i).CopyTo(content.AsSpan(i * MerkleTree.HashLengthBytes));
            }
        }

        return content;
    }
}
