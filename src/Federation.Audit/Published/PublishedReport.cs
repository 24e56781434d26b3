namespace Federation.Audit;

/// <summary>What became of checking a log's public files.</summary>
/// <param name="IsIntact">Whether every entry and every hash is what the log's key signed.</param>
/// <param name="EntriesCount">How many entries were read.</param>
/// <param name="FirstBadIndex">The first entry that is not what was signed; null where none is known.</param>
/// <param name="FaultsCount">How many faults were found.</param>
/// <param name="Faults">The first of them, at most 100.</param>
/// <param name="Explanation">A sentence for people.</param>
/// <param name="Checkpoint">What the log's key signed; null where there is no such thing.</param>
public sealed record PublishedReport(
    bool IsIntact, long EntriesCount, long? FirstBadIndex, long FaultsCount, IReadOnlyList<PublishedFault> Faults,
    string Explanation, Checkpoint? Checkpoint)
{
    /// <summary>The first entry that can be read; those before it were removed by retention, and their hashes stand for
    /// them.</summary>
    public long FirstReadableIndex { get; init; }

    /// <summary>The newest checkpoint in the files that witnesses cosigned, with their lines: of this very tree, where
    /// it is intact. Whose lines they are is for a <see cref="WitnessPolicy"/> to say. Null where there is none.
    /// </summary>
    public string? CosignedNote { get; init; }
}
