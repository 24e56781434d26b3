using System.Numerics;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>How the records of one query are noted.</summary>
/// <param name="IsUnitText">Whether units are texts; else they are whole numbers.</param>
/// <param name="IsRecordText">Whether ids are texts; else they are whole numbers.</param>
/// <param name="Seed">The lineage's seed (see <see cref="OrderHash"/>).</param>
/// <param name="RowsCount">How many rows the file has.</param>
internal sealed record RecordForm(bool IsUnitText, bool IsRecordText, long Seed, long RowsCount)
{
    private const int PartitionsMax = 1_024;
    private const int PartitionRows = 8_192;

    /// <summary>How many partitions records fall into by their unit, a power of two: so many that all that is known
    /// of one fits the cache of a core, and so few that the ends of all do.</summary>
    public int PartitionsCount { get; } =
        (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(RowsCount / PartitionRows, 1, PartitionsMax));

    /// <summary>Spreads a unit that is a whole number, so that nobody outside can choose where it falls.</summary>
    public ulong Spread(long unit)
    {
        var mixed = ((ulong)(unit ^ Seed) ^ 0x2545F4914F6CDD1DUL) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 32) ^ (ulong)Seed) * 0xD6E8FEB86659FD93UL;
        return mixed ^ (mixed >> 32);
    }

    /// <summary>The partition of a spread unit.</summary>
    public int PartitionOf(ulong spread) => (int)(((spread >> 32) * (uint)PartitionsCount) >> 32);
}
