using Federation.Privacy.Schemas;

namespace Federation.Stores;

/// <summary>Where a store keeps the records that count, with the rank of each in its privacy unit.</summary>
/// <param name="Path">The side file; its folder is made, and holds true records: it must be the holder's own. Empty for
/// PostgreSQL, where the store names a table of ranks.</param>
/// <param name="Shape">The declared dataset whose unit, record id, columns and bound are indexed.</param>
public sealed record ContributionIndexOptions(string Path, DatasetShape Shape)
{
    /// <summary>A source below this many bytes gets no index: reading it all costs less than it gains.</summary>
    public long SourceBytesMin { get; init; } = 16L << 20;

    /// <summary>Told once, when the store is opened, how it went.</summary>
    public Action<ContributionIndexState>? Report { get; init; }
}
