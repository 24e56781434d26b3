namespace Federation.Curation.Redaction;

/// <summary>What stands in the place of a cut.</summary>
public enum Transform
{
    /// <summary>The type in brackets, such as <c>[EMAIL]</c>.</summary>
    Label,

    /// <summary>Nothing.</summary>
    Erase,

    /// <summary>A star for each letter and digit; what stands between them stays.</summary>
    Mask,

    /// <summary>
    /// The type and a keyed hash, the same for the same value under one key. It still is personal information: whoever
    /// has the key can tell whose it is, and equal ones can be joined within a release.
    /// </summary>
    Pseudonym,

    /// <summary>
    /// A value of the same shape that is deliberately invalid; a label where a type has no such shape.
    /// </summary>
    Surrogate,

    /// <summary>
    /// Less exactly: province and decade of a resident number, year of a birth; a label for other types.
    /// </summary>
    Generalise,

    /// <summary>The whole record is held back.</summary>
    DropRecord,
}
