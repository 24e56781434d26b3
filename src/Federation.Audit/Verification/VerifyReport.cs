namespace Federation.Audit;

/// <summary>How a log was damaged.</summary>
public enum DamageKind
{
    /// <summary>An entry's bytes are not those that were signed, or cannot be read.</summary>
    Altered,

    /// <summary>An entry is missing between others.</summary>
    Removed,

    /// <summary>Entries stand in another order.</summary>
    Reordered,

    /// <summary>An entry stands where none was written.</summary>
    Inserted,

    /// <summary>The log ends before what was signed.</summary>
    Truncated,

    /// <summary>There is no checkpoint, or the log's key did not sign it.</summary>
    NotSigned,
}

/// <summary>What an offline check of a log found.</summary>
/// <param name="IsIntact">Whether every entry that was signed is there as it was.</param>
/// <param name="EntriesCount">How many entries were read.</param>
/// <param name="FirstBadIndex">The first damaged entry, from 0; null where intact or where it cannot be told.</param>
/// <param name="Damage">How it was damaged; null where intact.</param>
/// <param name="Explanation">A sentence for people.</param>
/// <param name="Checkpoint">The signed checkpoint that the entries were held against; null where there is none.</param>
public sealed record VerifyReport(
    bool IsIntact, long EntriesCount, long? FirstBadIndex, DamageKind? Damage, string Explanation,
    Checkpoint? Checkpoint)
{
    /// <summary>The first entry that can be read; those before it were removed by retention, and their hashes stand for
    /// them.</summary>
    public long FirstReadableIndex { get; init; }

    /// <summary>The newest checkpoint in the folder that witnesses cosigned, with their lines: of this very tree, where
    /// it is intact. Whose lines they are is for a <see cref="WitnessPolicy"/> to say. Null where there is none.
    /// </summary>
    public string? CosignedNote { get; init; }
}
