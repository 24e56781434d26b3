using System.Globalization;

namespace Federation.Audit;

/// <summary>
/// The names of tiles (C2SP tlog-tiles v0.1.0): 256 hashes a tile, <c>tile/LEVEL/N[.p/WIDTH]</c>, and 256 entries a
/// bundle, <c>tile/entries/N[.p/WIDTH]</c>.
/// </summary>
internal static class TilePath
{
    /// <summary>How many hashes a full tile has.</summary>
    public const int Width = 256;

    /// <summary>How many levels of the tree a tile spans.</summary>
    public const int Height = 8;

    /// <summary>The name of a tile.</summary>
    /// <param name="level">The level of tiles, from 0: hashes of leaves.</param>
    /// <param name="index">The number of the tile in its level.</param>
    /// <param name="width">How many hashes it has, 1 to 256.</param>
    public static string Of(int level, long index, int width) =>
        Of(level.ToString(CultureInfo.InvariantCulture), index, width);

    /// <summary>The name of a bundle of entries.</summary>
    /// <param name="index">The number of the bundle.</param>
    /// <param name="width">How many entries it has, 1 to 256.</param>
    public static string OfEntries(long index, int width) => Of("entries", index, width);

    /// <summary>The folder that holds the partial forms of a tile, by the name of its full form.</summary>
    public static string Partials(string full) => full + ".p";

    private static string Of(string level, long index, int width)
    {
        var number = (index % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = index / 1000; rest > 0; rest /= 1000)
        {
            number = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{number}");
        }

        var partial = width == Width ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{width}");
        return string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{number}{partial}");
    }
}
