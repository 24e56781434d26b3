namespace Federation.Curation.Duplicates;

/// <summary>Documents that pairs join, directly or over others.</summary>
/// <param name="Kept">The one to keep: that whose id is the first of all, by UTF-16 code units.</param>
/// <param name="Dropped">The ids of all others, in order.</param>
public sealed record DuplicateCluster(string Kept, IReadOnlyList<string> Dropped);
