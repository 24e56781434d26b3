namespace Federation.Audit;

/// <summary>A bundle of entries and the tile of their hashes, read and hashed; not yet compared with
/// anything.</summary>
/// <param name="Place">Which tile of hashes.</param>
/// <param name="Hashes">The hashes of the bundle's entries; null where the bundle is missing or malformed.</param>
/// <param name="Tile">The tile of hashes; null where it is missing or too short.</param>
/// <param name="BundleFault">What is wrong with the bundle; null where nothing is.</param>
internal sealed record TileContent(TilePlace Place, byte[]? Hashes, byte[]? Tile, string? BundleFault)
{
    /// <summary>Whether retention removed the bundle: the tile's hashes stand for its entries.</summary>
    public bool IsRemoved { get; private init; }

    /// <summary>The root over the hashes of a full bundle's entries; null where there is none.</summary>
    public byte[]? HashesRoot { get; private init; }

    /// <summary>The root over a full tile; null where there is none.</summary>
    public byte[]? TileRoot { get; private init; }

    /// <summary>Reads and hashes a bundle, and reads its tile.</summary>
    /// <param name="files">Where they are.</param>
    /// <param name="place">The tile of level 0.</param>
    /// <param name="mayBeRemoved">Whether the log says that the bundle may be gone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TileContent> ReadAsync(
        ILogFiles files, TilePlace place, bool mayBeRemoved, CancellationToken cancellationToken)
    {
        var bundle = await ReadAsync(
            files, place with { Level = TilePlace.Entries }, EntryBundle.LengthBytesMax, cancellationToken)
            .ConfigureAwait(false);
        var tile = await ReadTileAsync(files, place, cancellationToken).ConfigureAwait(false);
        if (bundle is null && mayBeRemoved && tile is not null)
        {
            return new TileContent(place, tile, tile, null) { IsRemoved = true }.Rooted();
        }

        if (bundle is null)
        {
            return new TileContent(place, null, tile, "is missing").Rooted();
        }

        var (content, isFull) = bundle.Value;
        return HashesOf(content, isFull ? TilePath.Width : place.Width, place.Width) is { } hashes
            ? new TileContent(place, hashes, tile, null).Rooted()
            : new TileContent(place, null, tile, "does not hold the entries that it should").Rooted();
    }

    /// <summary>Reads a tile of hashes; null where it is missing or has another length than it should.</summary>
    public static async Task<byte[]?> ReadTileAsync(
        ILogFiles files, TilePlace place, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(files, place, TilePath.Width * MerkleTree.HashLengthBytes, cancellationToken)
            .ConfigureAwait(false);
        if (read is not var (content, isFull))
        {
            return null;
        }

        var width = isFull ? TilePath.Width : place.Width;
        return content.Length == width * MerkleTree.HashLengthBytes
            ? content[..(place.Width * MerkleTree.HashLengthBytes)]
            : null;
    }

    /// <summary>With roots where it is full: here, since contents are read beside each other.</summary>
    private TileContent Rooted()
    {
        if (Place.Width < TilePath.Width)
        {
            return this;
        }

        var root = RootOf(Hashes);
        var isSame = Hashes is not null && Tile is not null && Hashes.AsSpan().SequenceEqual(Tile);
        return this with { HashesRoot = root, TileRoot = isSame ? root : RootOf(Tile) };
    }

    private static byte[]? RootOf(byte[]? hashes) => hashes is null ? null : TreeFold.RootOf(hashes);

    /// <summary>The hashes of a bundle's first entries; null where it does not hold as many as it should.</summary>
    private static byte[]? HashesOf(ReadOnlySpan<byte> bundle, int width, int wanted)
    {
        Span<EntryPlace> entries = stackalloc EntryPlace[width];
        if (!EntryBundle.TryFind(bundle, entries))
        {
            return null;
        }

        var hashes = new byte[wanted * MerkleTree.HashLengthBytes];
        Sha256Lanes.HashLeaves(bundle, entries[..wanted], hashes);
        return hashes;
    }

    /// <summary>Reads a file in the width of the tree, or, where a log has dropped that, in full width.</summary>
    private static async Task<(byte[] Content, bool IsFull)?> ReadAsync(
        ILogFiles files, TilePlace place, int lengthBytesMax, CancellationToken cancellationToken)
    {
        if (await files.ReadAsync(place.Name, lengthBytesMax, cancellationToken).ConfigureAwait(false) is { } own)
        {
            return (own, place.Width == TilePath.Width);
        }

        return place.Width < TilePath.Width
            && await files.ReadAsync(place.Full.Name, lengthBytesMax, cancellationToken).ConfigureAwait(false)
                is { } full
            ? (full, true)
            : null;
    }
}
