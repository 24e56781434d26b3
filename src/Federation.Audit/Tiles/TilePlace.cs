namespace Federation.Audit;

/// <summary>One file of the published tree: a tile of hashes, or a bundle of entries.</summary>
/// <param name="Level">The level of tiles from 0, or <see cref="Entries"/>.</param>
/// <param name="Index">Its number in the level.</param>
/// <param name="Width">How many hashes or entries it has, 1 to 256.</param>
internal readonly record struct TilePlace(int Level, long Index, int Width)
{
    /// <summary>Stands for a level: bundles of entries.</summary>
    public const int Entries = -1;

    /// <summary>Its name below the log's folder.</summary>
    public string Name => Level == Entries ? TilePath.OfEntries(Index, Width) : TilePath.Of(Level, Index, Width);

    /// <summary>How many leaves of the tree one hash of it stands for, as a power of two.</summary>
    public int Shift => Level == Entries ? 0 : Level * TilePath.Height;

    /// <summary>The full form of it.</summary>
    public TilePlace Full => this with { Width = TilePath.Width };

    /// <summary>The files that a tree of one size has and a tree of another had not: bundles first, then tiles, so that
    /// who finds a hash finds its entry.</summary>
    public static IEnumerable<TilePlace> Added(long from, long to)
    {
        for (var level = Entries; level <= 0 || to >> (level * TilePath.Height) > 0; level++)
        {
            var shift = new TilePlace(level, 0, 0).Shift;
            var (before, after) = (from >> shift, to >> shift);
            for (var tile = before / TilePath.Width; before < after && tile * TilePath.Width < after; tile++)
            {
                yield return new TilePlace(
                    level, tile, (int)Math.Min(TilePath.Width, after - (tile * TilePath.Width)));
            }
        }
    }

    /// <summary>The tiles and bundles that were partial in a tree of one size and are full in a tree of another: their
    /// partial forms may go. Until then each stays, for whoever holds an older checkpoint.</summary>
    public static IEnumerable<TilePlace> Filled(long from, long to) =>
        Added(from, to).Where(place => place.Width == TilePath.Width
            && (from >> place.Shift) % TilePath.Width > 0
            && (from >> place.Shift) / TilePath.Width == place.Index);
}
