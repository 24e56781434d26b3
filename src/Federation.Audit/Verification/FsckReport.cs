namespace Federation.Audit;

/// <summary>What a check of all files of a log found.</summary>
/// <param name="Published">The public files: checkpoint, tiles and bundles.</param>
/// <param name="Entries">The write-ahead log; null where the folder has none, as in a public copy.</param>
/// <param name="Faults">What is wrong beyond these.</param>
/// <param name="Leftovers">Files that no part of the log needs, such as what a crash left unfinished.</param>
public sealed record FsckReport(
    PublishedReport Published, VerifyReport? Entries, IReadOnlyList<PublishedFault> Faults,
    IReadOnlyList<string> Leftovers)
{
    /// <summary>Whether all that was signed is there, in every form in which it is kept.</summary>
    public bool IsIntact => Published.IsIntact && Entries is not { IsIntact: false } && Faults.Count == 0;

    /// <summary>The first entry that is not what was signed; null where none is known.</summary>
    public long? FirstBadIndex => Entries?.FirstBadIndex ?? Published.FirstBadIndex;
}
